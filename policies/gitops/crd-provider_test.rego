package rules.gitops["crd-provider_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["crd-provider"] as rule

platform := {
	"built_in_groups": ["networking.k8s.io"],
	"provided": {"CustomResourceDefinition": [{"name": "argoproj.io"}, {"name": "example.com", "application": "operator"}]},
}

environment(case) := fixture.deploying(
	object.union(fixture.application({"syncPolicy": {"syncOptions": case.options}}), {"metadata": {"annotations": {"argocd.argoproj.io/sync-wave": case.wave}}}),
	[fixture.manifest(concat("/", [case.group, "v1"]), "Widget", {"name": "w", "namespace": "web"})],
	[fixture.named_application("operator", {})],
)

accept := {
	"a chart of an earlier wave": {"group": "example.com", "wave": "1", "options": []},
	"in the cluster from the start": {"group": "argoproj.io", "wave": "0", "options": []},
	"a kind of Kubernetes": {"group": "networking.k8s.io", "wave": "0", "options": []},
	"it may wait": {"group": "other.com", "wave": "0", "options": ["SkipDryRunOnMissingResource=true"]},
}

reject := {
	"nobody brings it": {"group": "other.com", "wave": "0", "options": [], "message": `Widget of Application "web" needs a CRD that nothing here brings`},
	"not in time": {
		"group": "example.com",
		"wave": "0",
		"options": [],
		"message": `Widget of Application "web" needs a CRD that Application operator brings, which is not in an earlier wave`,
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case) with data.params.platform as platform
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case) with data.params.platform as platform
	{finding.message | some finding in found} == {case.message}
}

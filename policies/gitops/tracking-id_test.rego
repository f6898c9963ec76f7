package rules.gitops["tracking-id_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["tracking-id"] as rule

environment(case) := fixture.environment([fixture.manifest("v1", "ConfigMap", {"name": "c", "annotations": case.annotations})])

accept := {
	"none": {"annotations": {"a": "b"}},
}

reject := {
	"one": {
		"annotations": {"argocd.argoproj.io/tracking-id": "web:apps/Deployment:web/web"},
		"message": `carries the tracking id "web:apps/Deployment:web/web"`,
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case)
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case)
	{finding.message | some finding in found} == {case.message}
}

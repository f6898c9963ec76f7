package rules.gitops["project-kinds_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["project-kinds"] as rule

environment(case) := fixture.deploying(fixture.application({"project": "web"}), [case.object], [fixture.project(case.project)])

accept := {
	"a listed cluster-scoped kind": {
		"object": fixture.manifest("v1", "Namespace", {"name": "web"}),
		"project": {"clusterResourceWhitelist": [{"group": "", "kind": "Namespace"}]},
	},
	"a listed name": {
		"object": fixture.manifest("v1", "Namespace", {"name": "web"}),
		"project": {"clusterResourceWhitelist": [{"group": "", "kind": "Namespace", "name": "we*"}]},
	},
	"any namespaced kind without a list": {"object": fixture.manifest("v1", "ConfigMap", {"name": "c", "namespace": "web"}), "project": {}},
}

reject := {
	"a cluster-scoped kind": {
		"object": fixture.manifest("v1", "Namespace", {"name": "web"}),
		"project": {},
		"message": `AppProject "web" of Application "web" does not allow Namespace "web" (cluster-scoped)`,
	},
	"another name": {
		"object": fixture.manifest("v1", "Namespace", {"name": "web"}),
		"project": {"clusterResourceWhitelist": [{"group": "", "kind": "Namespace", "name": "db"}]},
		"message": `AppProject "web" of Application "web" does not allow Namespace "web" (cluster-scoped)`,
	},
	"a kind that is not listed": {
		"object": fixture.manifest("v1", "Secret", {"name": "s", "namespace": "web"}),
		"project": {"namespaceResourceWhitelist": [{"group": "", "kind": "ConfigMap"}]},
		"message": `AppProject "web" of Application "web" does not allow Secret "s"`,
	},
	"a kind that is forbidden": {
		"object": fixture.manifest("v1", "Secret", {"name": "s", "namespace": "web"}),
		"project": {"namespaceResourceBlacklist": [{"group": "", "kind": "Secret"}]},
		"message": `AppProject "web" of Application "web" does not allow Secret "s"`,
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

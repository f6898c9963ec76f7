package rules.security["rbac-wildcard_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["rbac-wildcard"] as rule

accept := {
	"names": {"objects": [{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "r", "namespace": "app"}, "rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}]}]},
	"an aggregated role": {"objects": [{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "r"}, "rules": null}]},
}

reject := {
	"verbs": {"objects": [{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "r", "namespace": "app"}, "rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["*"]}]}], "paths": {"/rules/0/verbs/0"}},
	"everything": {"objects": [{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "r"}, "rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["get"]}]}], "paths": {"/rules/0/apiGroups/0", "/rules/0/resources/0"}},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as fixture.environment(case) with data.params as fixture.params
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as fixture.environment(case) with data.params as fixture.params
	{finding.path | some finding in found} == case.paths
}

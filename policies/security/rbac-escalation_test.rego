package rules.security["rbac-escalation_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["rbac-escalation"] as rule

accept := {
	"reading roles": {"objects": [{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "r", "namespace": "app"}, "rules": [{"apiGroups": ["rbac.authorization.k8s.io"], "resources": ["roles"], "verbs": ["get", "list"]}]}]},
	"the same words in another group": {"objects": [{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "r", "namespace": "app"}, "rules": [{"apiGroups": ["example.com"], "resources": ["users"], "verbs": ["impersonate"]}]}]},
}

reject := {
	"bind": {"objects": [{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "r"}, "rules": [{"apiGroups": ["rbac.authorization.k8s.io"], "resources": ["clusterroles"], "verbs": ["bind"]}]}], "paths": {"/rules/0"}},
	"impersonate": {"objects": [{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "r", "namespace": "app"}, "rules": [{"apiGroups": [""], "resources": ["groups"], "verbs": ["impersonate"]}]}], "paths": {"/rules/0"}},
	"tokens": {"objects": [{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "r", "namespace": "app"}, "rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}, {"apiGroups": [""], "resources": ["serviceaccounts/token"], "verbs": ["create"]}]}], "paths": {"/rules/1"}},
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

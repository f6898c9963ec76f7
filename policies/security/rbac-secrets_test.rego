package rules.security["rbac-secrets_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["rbac-secrets"] as rule

accept := {
	"by name": {"objects": [{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "r", "namespace": "app"}, "rules": [{"apiGroups": [""], "resources": ["secrets"], "resourceNames": ["web"], "verbs": ["get"]}]}]},
	"one that may": {"objects": [{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "mirror", "namespace": "app"}, "rules": [{"apiGroups": [""], "resources": ["secrets"], "verbs": ["list"]}]}]},
	"making them": {"objects": [{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "r", "namespace": "app"}, "rules": [{"apiGroups": [""], "resources": ["secrets"], "verbs": ["create"]}]}]},
}

reject := {
	"list": {"objects": [{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": {"name": "r", "namespace": "app"}, "rules": [{"apiGroups": [""], "resources": ["configmaps", "secrets"], "verbs": ["get", "list"]}]}], "paths": {"/rules/0/resources"}},
	"get without names": {"objects": [{"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "r"}, "rules": [{"apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]}]}], "paths": {"/rules/0/resources"}},
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

package rules.security["rbac-admin_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.security["rbac-admin"] as rule

accept := {
	"reading": {"objects": [fixture.named("rbac.authorization.k8s.io/v1", "Role", "r", {"rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["list"]}]})]},
	"one by name": {"objects": [fixture.named("rbac.authorization.k8s.io/v1", "Role", "r", {"rules": [{"apiGroups": ["apps"], "resources": ["deployments"], "verbs": ["patch"], "resourceNames": ["web"]}]})]},
	"view": {"objects": [fixture.named("rbac.authorization.k8s.io/v1", "RoleBinding", "b", {"roleRef": {"kind": "ClusterRole", "name": "view"}})]},
}

reject := {
	"starting pods": {"objects": [fixture.named("rbac.authorization.k8s.io/v1", "Role", "r", {"rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["create"]}]})], "paths": {"/rules/0"}},
	"changing workloads": {"objects": [fixture.named("rbac.authorization.k8s.io/v1", "Role", "r", {"rules": [{"apiGroups": ["apps"], "resources": ["deployments"], "verbs": ["patch"]}]})], "paths": {"/rules/0"}},
	"writing secrets": {"objects": [fixture.named("rbac.authorization.k8s.io/v1", "Role", "r", {"rules": [{"apiGroups": [""], "resources": ["secrets"], "verbs": ["update"]}]})], "paths": {"/rules/0"}},
	"an empty list of names": {"objects": [fixture.named("rbac.authorization.k8s.io/v1", "Role", "r", {"rules": [{"apiGroups": ["batch"], "resources": ["jobs"], "verbs": ["create"], "resourceNames": []}]})], "paths": {"/rules/0"}},
	"edit": {"objects": [fixture.named("rbac.authorization.k8s.io/v1", "RoleBinding", "b", {"roleRef": {"kind": "ClusterRole", "name": "edit"}})], "paths": {"/roleRef/name"}},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects, "environment": "staging", "origins": {}, "versions": {"kubernetes": "1.36"}} with data.params.platform as {"provided": {}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects, "environment": "staging", "origins": {}, "versions": {"kubernetes": "1.36"}} with data.params.platform as {"provided": {}}
	{finding.path | some finding in found} == case.paths
}

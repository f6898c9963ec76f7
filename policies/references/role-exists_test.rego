package rules.references["role-exists_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["role-exists"] as rule

binding(kind, name) := fixture.named(
	"rbac.authorization.k8s.io/v1",
	"RoleBinding",
	"b",
	{"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": kind, "name": name}},
)

accept := {
	"a role beside it": {"objects": [fixture.named("rbac.authorization.k8s.io/v1", "Role", "reader", {}), binding("Role", "reader")]},
	"Kubernetes's own": {"objects": [binding("ClusterRole", "view")]},
}

reject := {
	"another name": {
		"objects": [fixture.named("rbac.authorization.k8s.io/v1", "Role", "reader", {}), binding("Role", "raeder")],
		"message": "there is no Role \"raeder\"",
	},
	"another kind": {
		"objects": [fixture.named("rbac.authorization.k8s.io/v1", "Role", "reader", {}), binding("ClusterRole", "reader")],
		"message": "there is no ClusterRole \"reader\"",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {}}
	{finding.message | some finding in found} == {case.message}
}

package rules.references["role-subject_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["role-subject"] as rule

binding(name, namespace) := fixture.named(
	"rbac.authorization.k8s.io/v1",
	"RoleBinding",
	"b",
	{"subjects": [{"kind": "ServiceAccount", "name": name, "namespace": namespace}]},
)

accept := {
	"an account beside it": {"objects": [fixture.named("v1", "ServiceAccount", "web", {}), binding("web", "web")]},
	"a namespace that somebody else fills": {"objects": [binding("operator", "elsewhere")]},
}

reject := {
	"another name, as a user": {
		"objects": [
			fixture.named("v1", "ServiceAccount", "web", {}),
			fixture.named("rbac.authorization.k8s.io/v1", "RoleBinding", "b", {"subjects": [{"kind": "User", "name": "system:serviceaccount:web:wbe"}]}),
		],
		"message": "there is no ServiceAccount \"wbe\" in namespace \"web\"",
	},
	"another name": {
		"objects": [fixture.named("v1", "ServiceAccount", "web", {}), binding("wbe", "web")],
		"message": "there is no ServiceAccount \"wbe\" in namespace \"web\"",
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

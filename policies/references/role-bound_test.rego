package rules.references["role-bound_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["role-bound"] as rule

role(fields) := fixture.named("rbac.authorization.k8s.io/v1", "Role", "reader", fields)

accept := {
	"a bound role": {"objects": [role({}), fixture.named("rbac.authorization.k8s.io/v1", "RoleBinding", "b", {"roleRef": {"kind": "Role", "name": "reader"}})]},
	"part of another": {"objects": [role({"metadata": {"labels": {"rbac.authorization.k8s.io/aggregate-to-view": "true"}}})]},
}

reject := {
	"nobody has it": {"objects": [role({})], "message": "no binding gives Role \"reader\" to anybody"},
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

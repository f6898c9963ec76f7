package rules.budget.declared_test

import data.lib.budget_fixture_test as fixture
import data.rules.budget.declared as rule

accept := {
	"declared": {"objects": [fixture.deployment(1, {})]},
	"nothing that costs": {"environment": "other", "objects": []},
}

reject := {
	"not declared": {"environment": "other", "objects": [fixture.deployment(1, {})], "messages": {"environment other has no budget, and may cost 100 USD a month"}},
}

parameters(case) := object.union(fixture.params, object.get(case, "params", {}))

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as fixture.environment(case) with data.params as parameters(case)
	count(found) == 0
}

test_accept_where_nobody_has_a_budget if {
	found := rule.findings with input as fixture.environment(reject["not declared"])
		with data.params as fixture.params
		with data.params.budgets.environments as {}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as fixture.environment(case) with data.params as parameters(case)
	{finding.message | some finding in found} == case.messages
}

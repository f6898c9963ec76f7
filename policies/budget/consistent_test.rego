package rules.budget.consistent_test

import data.lib.budget_fixture_test as fixture
import data.rules.budget.consistent as rule

accept := {
	"agreed": {},
	"no budget": {"environment": "other"},
}

reject := {
	"out of reach": {
		"params": {"budgets": {"environments": {"staging": {"llm": {"daily": 50}}}}},
		"messages": {"the llm budget: weekly 500 USD is more than 7 times daily 50 USD", "the llm budget: monthly 2000 USD is more than 31 times daily 50 USD"},
	},
	"void": {
		"params": {"budgets": {"environments": {"staging": {"infrastructure": {"monthly": 90}}}}},
		"messages": {"the infrastructure budget: monthly 90 USD is less than daily 100 USD"},
	},
}

parameters(case) := object.union(fixture.params, object.get(case, "params", {}))

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as fixture.environment(case) with data.params as parameters(case)
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as fixture.environment(case) with data.params as parameters(case)
	{finding.message | some finding in found} == case.messages
}

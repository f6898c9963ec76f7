package rules.budget["monthly-estimate_test"]

import data.lib.budget_fixture_test as fixture
import data.rules.budget["monthly-estimate"] as rule

accept := {
	"within": {"objects": [fixture.deployment(5, {})]},
	"nothing": {"objects": []},
	"no budget": {"environment": "other", "objects": [fixture.deployment(9, {})]},
}

reject := {
	"beyond": {"objects": [fixture.deployment(6, {})], "messages": {"an expected month costs 600 USD, and the budget is 500 USD"}},
	"beyond at the expected scale": {
		"objects": [fixture.deployment(1, {}), fixture.scaled({"minReplicaCount": 1, "maxReplicaCount": 11})],
		"messages": {"an expected month costs 600 USD, and the budget is 500 USD"},
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

package rules.budget["daily-estimate_test"]

import data.lib.budget_fixture_test as fixture
import data.rules.budget["daily-estimate"] as rule

accept := {
	"within": {"objects": [fixture.deployment(4, {})]},
}

reject := {
	"beyond at the maximum": {
		"objects": [fixture.deployment(1, {}), fixture.scaled({"minReplicaCount": 1, "maxReplicaCount": 5})],
		"messages": {"a day at the maximum scale costs 120 USD, and the budget is 100 USD"},
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

package rules.budget["autoscaler-maximum_test"]

import data.lib.budget_fixture_test as fixture
import data.rules.budget["autoscaler-maximum"] as rule

accept := {
	"stated": {"objects": [fixture.scaled({"maxReplicaCount": 5})]},
}

reject := {
	"not stated": {"objects": [fixture.scaled({})], "messages": {"there is no maxReplicaCount, so KEDA goes up to 100 replicas"}},
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

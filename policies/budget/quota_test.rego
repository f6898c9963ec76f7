package rules.budget.quota_test

import data.lib.budget_fixture_test as fixture
import data.rules.budget.quota as rule

accept := {
	"enough": {"objects": [
		fixture.deployment(1, {}),
		fixture.scaled({"maxReplicaCount": 4}),
		fixture.quota({"pods": "5", "requests.cpu": "10", "limits.memory": "20Gi", "requests.nvidia.com/gpu": 5, "services": "1"}),
	]},
	"of another namespace": {"objects": [
		fixture.deployment(9, {}),
		object.union(fixture.quota({"pods": "1"}), {"metadata": {"namespace": "other"}}),
	]},
}

reject := {
	"no room for the update": {
		"objects": [fixture.deployment(1, {}), fixture.scaled({"maxReplicaCount": 5}), fixture.quota({"requests.nvidia.com/gpu": "5"})],
		"messages": {"requests.nvidia.com/gpu is 5, and the maximum scale of the namespace needs 6"},
	},
	"pods and memory": {
		"objects": [fixture.deployment(3, {}), fixture.quota({"pods": "3", "limits.memory": "8Gi", "cpu": "100"})],
		"messages": {
			"pods is 3, and the maximum scale of the namespace needs 4",
			"limits.memory is 8Gi, and the maximum scale of the namespace needs 16Gi",
		},
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

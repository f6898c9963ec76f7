package rules.budget["gpu-price_test"]

import data.lib.budget_fixture_test as fixture
import data.rules.budget["gpu-price"] as rule

accept := {
	"known": {"objects": [fixture.deployment(1, {"nodeSelector": {"nvidia.com/gpu.product": "Tesla-T4"}})]},
	"any": {"objects": [fixture.deployment(1, {})]},
}

reject := {
	"unknown": {
		"objects": [fixture.deployment(1, {"nodeSelector": {"nvidia.com/gpu.product": "Tesla-V100"}})],
		"messages": {"there is no price for the GPU Tesla-V100"},
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

package rules.budget["gpu-node-idle_test"]

import data.lib.budget_fixture_test as fixture
import data.rules.budget["gpu-node-idle"] as rule

accept := {
	"asks for one": {"objects": [fixture.deployment(1, {"nodeSelector": {"nvidia.com/gpu.present": "true"}})]},
	"selects another node": {"objects": [fixture.deployment(1, {"containers": [{"name": "web"}], "nodeSelector": {"kubernetes.io/os": "linux"}})]},
}

reject := {
	"asks for none": {
		"objects": [fixture.deployment(1, {"containers": [{"name": "web"}], "nodeSelector": {"nvidia.com/gpu.present": "true"}})],
		"messages": {"the pod selects nodes with nvidia.com/gpu.present, and asks for no GPU"},
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

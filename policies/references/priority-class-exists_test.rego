package rules.references["priority-class-exists_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["priority-class-exists"] as rule

accept := {
	"one that is there": {"objects": [fixture.cluster("scheduling.k8s.io/v1", "PriorityClass", "high", {}), fixture.deployment({"priorityClassName": "high"})]},
	"where no class is known": {"objects": [fixture.deployment({"priorityClassName": "high"})]},
	"Kubernetes's own": {"objects": [fixture.deployment({"priorityClassName": "system-node-critical"})]},
}

reject := {
	"one that is not": {"objects": [fixture.cluster("scheduling.k8s.io/v1", "PriorityClass", "high", {}), fixture.deployment({"priorityClassName": "hihg"})], "message": "there is no PriorityClass \"hihg\""},
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

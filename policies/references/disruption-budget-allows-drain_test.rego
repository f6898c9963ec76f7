package rules.references["disruption-budget-allows-drain_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["disruption-budget-allows-drain"] as rule

pods(replicas) := object.union(fixture.deployment({}), {"spec": {"replicas": replicas}})

budget(spec) := fixture.named("policy/v1", "PodDisruptionBudget", "web", {"spec": object.union({"selector": {"matchLabels": {"app": "web"}}}, spec)})

accept := {
	"one may go": {"objects": [pods(2), budget({"maxUnavailable": 1})]},
	"more than the minimum": {"objects": [pods(3), budget({"minAvailable": 2})]},
}

reject := {
	"all must stay": {"objects": [pods(2), budget({"minAvailable": 2})], "message": "never lets a pod of Deployment \"web\" go, which may have as few as 2"},
	"none may go": {"objects": [pods(2), budget({"maxUnavailable": 0})], "message": "never lets a pod of Deployment \"web\" go, which may have as few as 2"},
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

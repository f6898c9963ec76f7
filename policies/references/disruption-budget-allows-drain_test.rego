package rules.references["disruption-budget-allows-drain_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["disruption-budget-allows-drain"] as rule

pods(replicas) := object.union(fixture.deployment({}), {"spec": {"replicas": replicas}})

named(name, replicas) := object.union(pods(replicas), {"metadata": {"name": name}})

daemons := object.union(json.remove(fixture.deployment({}), ["/spec/replicas"]), {"kind": "DaemonSet"})

scaled(minimum) := fixture.named("keda.sh/v1alpha1", "ScaledObject", "web", {"spec": {"scaleTargetRef": {"name": "web"}, "minReplicaCount": minimum}})

budget(spec) := fixture.named("policy/v1", "PodDisruptionBudget", "web", {"spec": object.union({"selector": {"matchLabels": {"app": "web"}}}, spec)})

accept := {
	"one may go": {"objects": [pods(2), budget({"maxUnavailable": 1})]},
	"more than the minimum": {"objects": [pods(3), budget({"minAvailable": 2})]},
	"a share that leaves one": {"objects": [pods(2), budget({"minAvailable": "50%"})]},
	"a small share, rounded up to one": {"objects": [pods(2), budget({"maxUnavailable": "10%"})]},
	"two workloads under one budget": {"objects": [named("a", 1), named("b", 1), budget({"minAvailable": 1})]},
	"daemons, which a drain passes over": {"objects": [daemons, budget({"maxUnavailable": 0})]},
	"nothing there to drain": {"objects": [pods(0), budget({"minAvailable": 1})]},
}

reject := {
	"all must stay": {"objects": [pods(2), budget({"minAvailable": 2})], "message": "never lets a pod of Deployment \"web\" go, which may have as few as 2"},
	"none may go": {"objects": [pods(2), budget({"maxUnavailable": 0})], "message": "never lets a pod of Deployment \"web\" go, which may have as few as 2"},
	"none of none per cent": {"objects": [pods(2), budget({"maxUnavailable": "0%"})], "message": "never lets a pod of Deployment \"web\" go, which may have as few as 2"},
	"a share that rounds up to all": {"objects": [pods(2), budget({"minAvailable": "60%"})], "message": "never lets a pod of Deployment \"web\" go, which may have as few as 2"},
	"half of one": {"objects": [pods(1), budget({"minAvailable": "50%"})], "message": "never lets a pod of Deployment \"web\" go, which may have as few as 1"},
	"both of two workloads": {
		"objects": [named("a", 1), named("b", 1), budget({"minAvailable": 2})],
		"message": "never lets a pod of Deployment \"a\" and Deployment \"b\" go, which may have as few as 2",
	},
	"one left by an autoscaler": {"objects": [pods(3), scaled(0), budget({"minAvailable": 1})], "message": "never lets a pod of Deployment \"web\" go, which may have as few as 1"},
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

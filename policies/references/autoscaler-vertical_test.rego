package rules.references["autoscaler-vertical_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["autoscaler-vertical"] as rule

scaled := fixture.named("keda.sh/v1alpha1", "ScaledObject", "web", {"spec": {"scaleTargetRef": {"name": "web"}, "triggers": [{"type": "cpu"}]}})

vpa(spec) := fixture.named("autoscaling.k8s.io/v1", "VerticalPodAutoscaler", "web", {"spec": object.union(
	{"targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}},
	spec,
)})

accept := {
	"it only recommends": {"objects": [scaled, vpa({"updatePolicy": {"updateMode": "Off"}})]},
	"another resource": {"objects": [
		scaled,
		vpa({"updatePolicy": {"updateMode": "Recreate"}, "resourcePolicy": {"containerPolicies": [{"containerName": "*", "controlledResources": ["memory"]}]}}),
	]},
}

reject := {
	"the same resource": {
		"objects": [scaled, vpa({"updatePolicy": {"updateMode": "Recreate"}})],
		"message": "sizes cpu of Deployment \"web\", by which ScaledObject \"web\" scales it",
	},
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

package rules.references["autoscaler-target_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["autoscaler-target"] as rule

hpa(kind, name) := fixture.named(
	"autoscaling/v2",
	"HorizontalPodAutoscaler",
	"web",
	{"spec": {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": kind, "name": name}, "maxReplicas": 3}},
)

accept := {
	"an HPA's Deployment": {"objects": [fixture.deployment({}), hpa("Deployment", "web")]},
	"a ScaledObject's, by default a Deployment": {"objects": [
		fixture.deployment({}),
		fixture.named("keda.sh/v1alpha1", "ScaledObject", "web", {"spec": {"scaleTargetRef": {"name": "web"}}}),
	]},
}

reject := {
	"another name": {"objects": [fixture.deployment({}), hpa("Deployment", "wbe")], "message": "there is no Deployment \"wbe\" in namespace \"web\" (apps/v1)"},
	"another kind": {
		"objects": [fixture.deployment({}), hpa("StatefulSet", "web")],
		"message": "there is no StatefulSet \"web\" in namespace \"web\" (apps/v1)",
	},
	"a VPA": {
		"objects": [fixture.named(
			"autoscaling.k8s.io/v1",
			"VerticalPodAutoscaler",
			"web",
			{"spec": {"targetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}}},
		)],
		"message": "there is no Deployment \"web\" in namespace \"web\" (apps/v1)",
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

package rules.references["autoscaler-conflict_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["autoscaler-conflict"] as rule

hpa(name) := fixture.named(
	"autoscaling/v2",
	"HorizontalPodAutoscaler",
	name,
	{"spec": {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}, "maxReplicas": 3}},
)

scaled(target) := fixture.named("keda.sh/v1alpha1", "ScaledObject", "web", {"spec": {"scaleTargetRef": {"name": target}}})

accept := {
	"one": {"objects": [fixture.deployment({}), hpa("web")]},
}

reject := {
	"two": {"objects": [hpa("a"), hpa("b")], "message": "Deployment \"web\" is scaled by HorizontalPodAutoscaler \"a\" already"},
	"one in Git and one by KEDA": {
		"objects": [scaled("api"), hpa("keda-hpa-web")],
		"message": "ScaledObject \"web\" makes a HorizontalPodAutoscaler of this name",
	},
	"an HPA and a ScaledObject": {"objects": [hpa("a"), scaled("web")], "message": "Deployment \"web\" is scaled by HorizontalPodAutoscaler \"a\" already"},
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

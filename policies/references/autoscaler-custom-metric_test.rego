package rules.references["autoscaler-custom-metric_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["autoscaler-custom-metric"] as rule

hpa(metric) := fixture.named("autoscaling/v2", "HorizontalPodAutoscaler", "h", {"spec": {"maxReplicas": 3, "metrics": [metric]}})

accept := {
	"a resource": {"objects": [hpa({"type": "Resource", "resource": {"name": "cpu"}})]},
	"with an adapter": {"objects": [hpa({"type": "Pods"}), fixture.cluster("apiregistration.k8s.io/v1", "APIService", "v1beta1.custom.metrics.k8s.io", {})]},
}

reject := {
	"of pods": {"objects": [hpa({"type": "Pods"})], "paths": {"/spec/metrics/0"}},
	"of another system": {"objects": [hpa({"type": "External"}), fixture.cluster("apiregistration.k8s.io/v1", "APIService", "v1beta1.custom.metrics.k8s.io", {})], "paths": {"/spec/metrics/0"}},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects, "environment": "staging", "origins": {}, "versions": {"kubernetes": "1.36"}} with data.params.platform as {"provided": {}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects, "environment": "staging", "origins": {}, "versions": {"kubernetes": "1.36"}} with data.params.platform as {"provided": {}}
	{finding.path | some finding in found} == case.paths
}

package rules.budget["gpu-unusable_test"]

import data.lib.budget_fixture_test as fixture
import data.rules.budget["gpu-unusable"] as rule

accept := {
	"on a GPU node": {"objects": [fixture.deployment(1, {"nodeSelector": {"nvidia.com/gpu.present": "true"}})]},
	"by affinity": {"objects": [fixture.deployment(1, {"affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [
		{"matchExpressions": [{"key": "nvidia.com/gpu.product", "operator": "In", "values": ["Tesla-T4"]}]},
	]}}}})]},
	"on any node that has one, by the resource alone": {"objects": [fixture.deployment(1, {})]},
	"by the label of a cloud": {"objects": [fixture.deployment(1, {"nodeSelector": {"cloud.google.com/gke-accelerator": "nvidia-l4"}})]},
	"no GPU": {"objects": [fixture.deployment(1, {"containers": [{"name": "web"}]})]},
}

reject := {
	"an init container": {
		"objects": [fixture.deployment(1, {
			"nodeSelector": {"nvidia.com/gpu.present": "true"},
			"initContainers": [{"name": "load", "resources": {"limits": {"nvidia.com/gpu": 1}}}],
		})],
		"messages": {"init container \"load\" holds a GPU for as long as the pod lives, and ends before it"},
	},
	"two slices": {
		"objects": [
			fixture.deployment(1, {
				"nodeSelector": {"nvidia.com/gpu.present": "true"},
				"containers": [{"name": "web", "resources": {"limits": {"nvidia.com/gpu": "2"}}}],
			}),
			{
				"apiVersion": "nvidia.com/v1",
				"kind": "ClusterPolicy",
				"metadata": {"name": "cluster-policy"},
				"spec": {"devicePlugin": {"config": {"name": "slices", "default": "shared"}}},
			},
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "slices", "namespace": "drivers"},
				"data": {"shared": "sharing: {timeSlicing: {resources: [{name: nvidia.com/gpu, replicas: 4}]}}"},
			},
		],
		"messages": {"container \"web\" asks for 2 slices of a time-sliced GPU, which is no more than one"},
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

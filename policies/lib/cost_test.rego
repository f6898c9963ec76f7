package lib.cost_test

import data.lib.budget_fixture_test as fixture
import data.lib.cost

cases := {
	"a GPU for 100 hours, processor and memory included": {
		"objects": [fixture.deployment(1, {})],
		"monthly": {"minimum": 100, "expected": 100, "maximum": 100},
	},
	"a known product": {
		"objects": [fixture.deployment(1, {"nodeSelector": {"nvidia.com/gpu.product": "Tesla-T4"}})],
		"monthly": {"minimum": 50, "expected": 50, "maximum": 50},
	},
	"a GPU of no known price, processor and memory beside it": {
		"objects": [fixture.deployment(1, {"nodeSelector": {"nvidia.com/gpu.product": "NVIDIA-B200"}})],
		"monthly": {"minimum": 124, "expected": 124, "maximum": 124},
	},
	"GPUs of a ScaledJob at its most": {
		"objects": [{
			"apiVersion": "keda.sh/v1alpha1",
			"kind": "ScaledJob",
			"metadata": {"name": "train", "namespace": "app"},
			"spec": {
				"maxReplicaCount": 8,
				"jobTargetRef": {"parallelism": 2, "template": {"spec": {
					"nodeSelector": {"nvidia.com/gpu.product": "NVIDIA-L4"},
					"containers": [fixture.gpu_container],
				}}},
			},
		}],
		"monthly": {"minimum": 0, "expected": 400, "maximum": 800},
	},
	"half way between the bounds": {
		"objects": [fixture.deployment(9, {}), fixture.scaled({"minReplicaCount": 2, "maxReplicaCount": 4})],
		"monthly": {"minimum": 200, "expected": 300, "maximum": 400},
	},
	"processor and memory": {
		"objects": [fixture.deployment(2, {"containers": [{"name": "web", "resources": {"requests": {"cpu": "500m", "memory": "1Gi"}}}]})],
		"monthly": {"minimum": 12, "expected": 12, "maximum": 12},
	},
	"the larger of init containers and containers": {
		"objects": [fixture.deployment(1, {
			"initContainers": [{"name": "load", "resources": {"requests": {"cpu": 3}}}],
			"containers": [{"name": "web", "resources": {"requests": {"cpu": 1}}}, {"name": "log", "resources": {"requests": {"cpu": 1}}}],
		})],
		"monthly": {"minimum": 30, "expected": 30, "maximum": 30},
	},
	"storage of a dearer class": {
		"objects": [{
			"apiVersion": "v1",
			"kind": "PersistentVolumeClaim",
			"metadata": {"name": "data", "namespace": "app"},
			"spec": {"storageClassName": "fast", "resources": {"requests": {"storage": "10Gi"}}},
		}],
		"monthly": {"minimum": 10, "expected": 10, "maximum": 10},
	},
	"a pod on each node": {
		"objects": [{
			"apiVersion": "apps/v1",
			"kind": "DaemonSet",
			"metadata": {"name": "log", "namespace": "app"},
			"spec": {"template": {"spec": {"containers": [{"name": "log", "resources": {"requests": {"cpu": "100m"}}}]}}},
		}],
		"monthly": {"minimum": 2, "expected": 2, "maximum": 2},
	},
	"half a day of a batch": {
		"objects": [{
			"apiVersion": "batch/v1",
			"kind": "CronJob",
			"metadata": {"name": "backup", "namespace": "app"},
			"spec": {"jobTemplate": {"spec": {"template": {"spec": {"containers": [{"name": "backup", "resources": {"requests": {"cpu": 1}}}]}}}}},
		}],
		"monthly": {"minimum": 5, "expected": 5, "maximum": 5},
	},
}

test_monthly[name] if {
	some name, case in cases
	estimate := cost.estimate with input as fixture.environment(case) with data.params as fixture.params
	rounded := {scale: dollars | some scale, amount in estimate.monthly; dollars := round(amount * 1000) / 1000}
	rounded == case.monthly
}

# METADATA
# title: An environment with round prices, for the tests of budget rules
# description: |
#   A GPU costs 1 USD an hour, a core 0.1; a month has 100 hours. A case lists its objects, and params merged into these.
package lib.budget_fixture_test

params := {
	"workloads": data.params.workloads,
	"prices": {
		"hours_per_month": 100,
		"cpu_core_hour": 0.1,
		"memory_gib_hour": 0.01,
		"storage_gib_hour": 0.001,
		"other_gpu_hour": 1,
		"storage_class_gib_hour": {"fast": 0.01},
		"gpu_hour": {"Tesla-T4": 0.5, "NVIDIA-L4": 1},
		"batch_hours_per_day": 12,
	},
	"budgets": {
		"expected_load": 0.5,
		"environments": {"staging": {
			"nodes": 2,
			"infrastructure": {"daily": 100, "monthly": 500},
			"llm": {"daily": 100, "weekly": 500, "monthly": 2000},
		}},
		"configuration": {"config_map": "config", "keys": {"daily": "DAILY", "monthly": "MONTHLY"}},
		"recording_rules": {"daily": "limit:daily"},
	},
}

environment(case) := {
	"environment": object.get(case, "environment", "staging"),
	"versions": {"kubernetes": "1.36", "argocd": "3.5"},
	"origins": {},
	"facts": {},
	"objects": object.get(case, "objects", []),
}

gpu_node := {"nvidia.com/gpu.product": "NVIDIA-L4"}

# METADATA
# description: A Deployment of GPU pods without an autoscaler.
deployment(replicas, pod) := {
	"apiVersion": "apps/v1",
	"kind": "Deployment",
	"metadata": {"name": "web", "namespace": "app"},
	"spec": {
		"replicas": replicas,
		"strategy": {"rollingUpdate": {"maxSurge": 1}},
		"template": {"spec": object.union({"containers": [gpu_container], "nodeSelector": object.get(pod, "nodeSelector", gpu_node)}, json.remove(pod, ["nodeSelector"]))},
	},
}

gpu_container := {"name": "web", "resources": {"requests": {"cpu": "2", "memory": "4Gi"}, "limits": {"memory": "4Gi", "nvidia.com/gpu": "1"}}}

# METADATA
# description: A KEDA ScaledObject of that Deployment.
scaled(bounds) := {
	"apiVersion": "keda.sh/v1alpha1",
	"kind": "ScaledObject",
	"metadata": {"name": "web", "namespace": "app"},
	"spec": object.union({"scaleTargetRef": {"name": "web"}}, bounds),
}

# METADATA
# description: A ResourceQuota of its namespace.
quota(hard) := {
	"apiVersion": "v1",
	"kind": "ResourceQuota",
	"metadata": {"name": "app", "namespace": "app"},
	"spec": {"hard": hard},
}

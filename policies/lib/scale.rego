# METADATA
# title: How many pods there can be
# description: The least and the most replicas of each workload, from its own spec or from the autoscaler that owns it.
package lib.scale

import data.lib.objects
import data.lib.pod_templates
import data.lib.workloads

# What KEDA takes for maxReplicaCount when nobody says. https://keda.sh/docs/latest/reference/scaledobject-spec/
keda_maximum := 100

# METADATA
# description: |
#   Each pod template with its bounds: {pod, minimum, maximum, batch (whether it runs to an end), surge (pods more during an update)}.
templates := [entry |
	some pod in workloads.all
	bounds := bounds_of(pod)
	entry := {
		"pod": pod,
		"minimum": bounds[0],
		"maximum": bounds[1],
		"batch": object.get(pod.place, "ends", false),
		"surge": surge_of(pod, bounds[1]),
	}
]

# METADATA
# description: The autoscaler of a workload, {object, minimum, maximum}; undefined when it has none.
autoscaler_of(manifest) := found[0] if {
	found := [scaler | some scaler in autoscalers; targets(scaler, manifest)]
	count(found) > 0
}

autoscalers := array.concat(
	[scaler |
		some manifest in objects.of("keda.sh/ScaledObject")
		scaler := {
			"object": manifest,
			"target": manifest.spec.scaleTargetRef,
			"minimum": object.get(manifest.spec, "minReplicaCount", 0),
			"maximum": object.get(manifest.spec, "maxReplicaCount", keda_maximum),
		}
	],
	[scaler |
		some manifest in objects.of("autoscaling/HorizontalPodAutoscaler")
		scaler := {
			"object": manifest,
			"target": manifest.spec.scaleTargetRef,
			"minimum": object.get(manifest.spec, "minReplicas", 1),
			"maximum": manifest.spec.maxReplicas,
		}
	],
)

targets(scaler, manifest) if {
	objects.namespace_of(scaler.object) == objects.namespace_of(manifest)
	object.get(scaler.target, "kind", "Deployment") == manifest.kind
	scaler.target.name == manifest.metadata.name
}

bounds_of(pod) := [scaler.minimum, scaler.maximum] if {
	scaler := autoscaler_of(pod.object)
} else := [0, 0] if {
	pod.place.starts == "nothing"
} else := [0, 0] if {
	pod.object.spec.suspend == true

	# Kueue starts what waits in a queue. https://kueue.sigs.k8s.io/docs/tasks/run/jobs/
	not objects.labels_of(pod.object)["kueue.x-k8s.io/queue-name"]
} else := [n, n] if {
	pod.place.starts == "on each node"
	n := data.params.budgets.environments[input.environment].nodes
} else := [fixed * bound(pod, "minimum"), fixed * bound(pod, "maximum")] if {
	fixed := product([number(pod_templates.said(pod, pointer, 1)) | some pointer in pod.place.replicas])
}

bound(pod, field) := number(pod_templates.said(pod, pod.place[field].at, pod.place[field].otherwise)) if {
	pod.place[field]
} else := 1

# An annotation holds its number as text.
number(value) := value if is_number(value)

number(value) := to_number(value) if is_string(value)

number(null) := 1

# RollingUpdate starts up to maxSurge pods, 25 % by default, before it ends others.
surge_of(pod, replicas) := surge if {
	pod.type == "apps/Deployment"
	object.get(pod.object.spec, ["strategy", "type"], "RollingUpdate") == "RollingUpdate"
	replicas > 0
	surge := pods_of(object.get(pod.object.spec, ["strategy", "rollingUpdate", "maxSurge"], "25%"), replicas)
} else := 0

pods_of(surge, _) := surge if is_number(surge)

pods_of(surge, replicas) := ceil((replicas * to_number(trim_suffix(surge, "%"))) / 100) if endswith(surge, "%")

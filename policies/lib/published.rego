# METADATA
# title: What is published
# description: The workloads that users reach through an Ingress, each with the fewest pods that it runs.
package lib.published

import data.lib.autoscalers
import data.lib.ingresses
import data.lib.objects
import data.lib.selection

# METADATA
# description: Deployments and StatefulSets behind an Ingress, {object, pod, ingress, replicas, scaled}, each once.
workloads contains workload if {
	some pod in behind
	routes := [route | some route in ingresses.routes; some found in pods_of(route); found.object == pod.object]
	workload := {"object": pod.object, "pod": pod, "ingress": routes[0].object, "replicas": fewest(pod.object), "scaled": is_scaled(pod.object)}
}

behind contains pod if {
	some route in ingresses.routes
	some pod in pods_of(route)
	pod.type in {"apps/Deployment", "apps/StatefulSet"}
}

pods_of(route) := [pod |
	some service in objects.named("Service", objects.namespace_of(route.object), route.service)
	some pod in selection.pods_of_service(service)
]

is_scaled(manifest) if {
	some autoscaler in autoscalers.horizontal
	autoscalers.targets(autoscaler, manifest)
} else := false

# As few as an autoscaler may leave, or as many as Git says.
fewest(manifest) := min(bounds) if {
	bounds := {autoscaler.min |
		some autoscaler in autoscalers.horizontal
		autoscalers.targets(autoscaler, manifest)
	}
	count(bounds) > 0
} else := object.get(manifest, ["spec", "replicas"], 1)

# METADATA
# title: Utilization is measured against a request
# description: |
#   Utilization is a percentage of what a container requests: with one container that requests none, the autoscaler
#   cannot work it out and does nothing.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work
# custom:
#   severity: error
#   help: Set resources.requests on every container of the pod.
package rules.references["autoscaler-request"]

import data.lib.autoscalers
import data.lib.finding
import data.lib.objects
import data.lib.workloads

findings contains found if {
	some autoscaler in autoscalers.horizontal
	some resource in by_utilization(autoscaler.object)
	some pod in workloads.all
	autoscalers.targets(autoscaler, pod.object)
	some entry in workloads.containers_of(pod)
	is_counted(entry)
	not requests(entry.container, resource)
	not has_default(pod.namespace, resource)
	found := finding.at(entry.object, concat("/", [entry.path, "resources"]), sprintf(
		"%s requests no %s, by which %s \"%s\" scales",
		[workloads.described(entry), resource, autoscaler.object.kind, autoscaler.object.metadata.name],
	))
}

is_counted(entry) if entry.field == "containers"

is_counted(entry) if workloads.is_sidecar(entry)

by_utilization(autoscaler) := {metric.resource.name |
	some metric in objects.list_of(autoscaler.spec, "metrics")
	metric.type == "Resource"
	metric.resource.target.type == "Utilization"
} | {trigger.type |
	some trigger in objects.list_of(autoscaler.spec, "triggers")
	trigger.type in {"cpu", "memory"}
	object.get(trigger, "metricType", "Utilization") == "Utilization"
}

# A limit without a request is its own request.
requests(container, resource) if {
	some field in ["requests", "limits"]
	_ = container.resources[field][resource]
}

has_default(namespace, resource) if {
	some range in objects.in_namespace("LimitRange", namespace)
	some limit in range.spec.limits
	limit.type == "Container"
	some field in ["defaultRequest", "default"]
	_ = limit[field][resource]
}

# METADATA
# title: What a pod takes
# description: Requests and limits of whole pods, as the scheduler and the quota count them.
package lib.capacity

import data.lib.objects
import data.lib.pod_templates
import data.lib.workloads

# METADATA
# description: |
#   The amount of a resource that a pod requests (cores, bytes, pieces): the sum of what runs together, or the largest
#   init container, whichever is more. https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers
requested(pod, resource) := amount(pod, resource, "requests")

# METADATA
# description: The same for limits, where each container has one; a container without counts as nothing.
limited(pod, resource) := amount(pod, resource, "limits")

amount(pod, resource, field) := value if {
	value := of_resources(objects.map_of(pod.spec, "resources"), resource, field)
	value > 0
} else := max([sum(together), max(array.concat([0], alone))]) if {
	together := array.concat(
		[value |
			some entry in workloads.containers_of(pod)
			runs_along(entry)
			value := of_resources(objects.map_of(entry.container, "resources"), resource, field)
		],
		[of_resources(object.get(pod.spec, pod_templates.segments(pointer), {}), resource, field) | some pointer in pod.place.resources],
	)
	alone := [value |
		some entry in workloads.containers_of(pod)
		entry.field == "initContainers"
		not workloads.is_sidecar(entry)
		value := of_resources(objects.map_of(entry.container, "resources"), resource, field)
	]
}

runs_along(entry) if entry.field == "containers"

runs_along(entry) if workloads.is_sidecar(entry)

# What has a limit and no request requests its limit.
of_resources(resources, resource, "requests") := parsed(resources.requests[resource]) if {
	resources.requests[resource]
} else := parsed(resources.limits[resource]) if {
	resources.limits[resource]
} else := 0

of_resources(resources, resource, "limits") := parsed(resources.limits[resource]) if {
	resources.limits[resource]
} else := 0

# METADATA
# scope: document
# description: A quantity, which YAML may have made a number, as a number.
parsed(quantity) := units.parse(format_int(quantity, 10)) if is_number(quantity)

parsed(quantity) := units.parse(quantity) if is_string(quantity)

# METADATA
# title: Claims and containers keep within the LimitRange
# description: |
#   The API server refuses a claim or a container that is beyond the LimitRange of its namespace. For a volume that grows,
#   or a pod of a Deployment, that shows only after the merge.
# related_resources:
#   - https://kubernetes.io/docs/concepts/policy/limit-range/
# custom:
#   severity: error
#   help: Change the number, or the max or min of the LimitRange.
package rules.budget["limit-range"]

import data.lib.capacity
import data.lib.finding
import data.lib.objects
import data.lib.workloads

findings contains found if {
	some claim in objects.of("PersistentVolumeClaim")
	some message in beyond(objects.namespace_of(claim), "PersistentVolumeClaim", "storage", claim.spec.resources.requests.storage)
	found := finding.at(claim, "/spec/resources/requests/storage", message)
}

findings contains found if {
	some pod in workloads.all
	some i, claim in objects.list_of(object.get(pod.object, "spec", {}), "volumeClaimTemplates")
	some message in beyond(pod.namespace, "PersistentVolumeClaim", "storage", claim.spec.resources.requests.storage)
	found := finding.at(pod.object, sprintf("/spec/volumeClaimTemplates/%d/spec/resources/requests/storage", [i]), message)
}

findings contains found if {
	some entry in workloads.containers
	some field in ["requests", "limits"]
	some name, quantity in objects.map_of(objects.map_of(entry.container, "resources"), field)
	some message in beyond(entry.pod.namespace, "Container", name, quantity)
	found := finding.at(entry.object, concat("", [entry.path, "/resources/", field, finding.pointer([name])]), message)
}

# What a LimitRange of the namespace has against so much of a resource.
beyond(namespace, type, name, quantity) := {message |
	some limit_range in objects.in_namespace("LimitRange", namespace)
	some limit in limit_range.spec.limits
	limit.type == type
	some bound in ["max", "min"]
	edge := objects.map_of(limit, bound)[name]
	outside(bound, capacity.parsed(quantity), capacity.parsed(edge))
	message := sprintf("%s is %v, and LimitRange \"%s\" has a %s of %v for a %s", [name, quantity, limit_range.metadata.name, bound, edge, type])
}

outside("max", amount, edge) if amount > edge

outside("min", amount, edge) if amount < edge

# METADATA
# title: The quota admits the maximum scale
# description: >-
#   A ResourceQuota below what the autoscalers may start, with the pods that a rolling update adds, refuses pods
#   just when they are needed.
# related_resources:
#   - https://kubernetes.io/docs/concepts/policy/resource-quotas/
# custom:
#   severity: error
#   help: Raise the quota, or lower the maximum.
package rules.budget.quota

import data.lib.capacity
import data.lib.finding
import data.lib.objects
import data.lib.scale

findings contains found if {
	some quota in objects.of("ResourceQuota")
	count(objects.map_of(quota.spec, "scopeSelector")) + count(objects.list_of(quota.spec, "scopes")) == 0
	some name, hard in quota.spec.hard
	needed := needs(objects.namespace_of(quota), name)
	needed > capacity.parsed(hard)
	message := sprintf("%s is %v, and the maximum scale of the namespace needs %s", [name, hard, shown(name, needed)])
	found := finding.at(quota, concat("", ["/spec/hard", finding.pointer([name])]), message)
}

needs(namespace, "pods") := sum([pods(entry) | some entry in members(namespace)])

needs(namespace, name) := sum([times(pods(entry), capacity.requested(entry.pod, resource_of(name))) | some entry in members(namespace)]) if {
	is_request(name)
}

needs(namespace, name) := sum([times(pods(entry), capacity.limited(entry.pod, resource_of(name))) | some entry in members(namespace)]) if {
	startswith(name, "limits.")
}

needs(namespace, "requests.storage") := sum([times(claim.maximum, claim.size) | some claim in claims(namespace)])

needs(namespace, "persistentvolumeclaims") := sum([claim.maximum | some claim in claims(namespace)])

is_request(name) if {
	startswith(name, "requests.")
	name != "requests.storage"
}

# Without a prefix these two mean requests.
is_request(name) if name in {"cpu", "memory"}

times(number, amount) := number * amount

resource_of(name) := trim_prefix(trim_prefix(name, "requests."), "limits.")

members(namespace) := [entry | some entry in scale.templates; entry.pod.namespace == namespace]

pods(entry) := entry.maximum + entry.surge

claims(namespace) := array.concat(
	[{"maximum": 1, "size": capacity.parsed(claim.spec.resources.requests.storage)} |
		some claim in objects.in_namespace("PersistentVolumeClaim", namespace)
	],
	[{"maximum": entry.maximum, "size": capacity.parsed(claim.spec.resources.requests.storage)} |
		some entry in members(namespace)
		some claim in objects.list_of(object.get(entry.pod.object, "spec", {}), "volumeClaimTemplates")
	],
)

shown(name, amount) := sprintf("%vGi", [ceil((10 * amount) / 1073741824) / 10]) if regex.match(`memory|storage`, name)

shown(name, amount) := sprintf("%v", [amount]) if not regex.match(`memory|storage`, name)

# METADATA
# title: Horizontal and vertical autoscaling leave each other alone
# description: |
#   More pods and larger pods answer the same pressure: acting on one resource, the two autoscalers chase each
#   other.
# related_resources:
#   - https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/known-limitations.md
# custom:
#   severity: error
#   help: >-
#     Set updateMode: "Off", or take the resource out of controlledResources.
package rules.references["autoscaler-vertical"]

import data.lib.autoscalers
import data.lib.finding
import data.lib.objects

findings contains found if {
	some vertical in autoscalers.vertical
	object.get(vertical.object.spec, ["updatePolicy", "updateMode"], "Auto") != "Off"
	some horizontal in autoscalers.horizontal
	horizontal.namespace == vertical.namespace
	horizontal.target.name == vertical.target.name
	horizontal.target.kind == vertical.target.kind
	shared := measured(horizontal.object) & controlled(vertical.object)
	count(shared) > 0
	found := finding.at(vertical.object, "/spec/updatePolicy", sprintf("sizes %s of %s, by which %s \"%s\" scales it", [
		concat(" and ", shared),
		autoscalers.described(vertical),
		horizontal.object.kind,
		horizontal.object.metadata.name,
	]))
}

measured(autoscaler) := ({metric.resource.name |
	some metric in objects.list_of(autoscaler.spec, "metrics")
	metric.type == "Resource"
} | {metric.containerResource.name |
	some metric in objects.list_of(autoscaler.spec, "metrics")
	metric.type == "ContainerResource"
}) | {trigger.type |
	some trigger in objects.list_of(autoscaler.spec, "triggers")
	trigger.type in {"cpu", "memory"}
}

# Without a policy for a container both resources are sized.
controlled(vertical) := {resource |
	some policy in policies(vertical)
	object.get(policy, "mode", "Auto") != "Off"
	some resource in object.get(policy, "controlledResources", ["cpu", "memory"])
}

policies(vertical) := entries if {
	entries := vertical.spec.resourcePolicy.containerPolicies
	count(entries) > 0
} else := [{}]

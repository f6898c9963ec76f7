# METADATA
# title: Namespaces deny by default
# description: Where no NetworkPolicy selects a pod, every pod of the cluster reaches it, and it reaches everything.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: error
#   help: >-
#     Add a NetworkPolicy with an empty podSelector, policyTypes [Ingress, Egress] and no rules; allow each flow
#     by a policy of its own.
package rules.security["network-default-deny"]

import data.lib.finding
import data.lib.objects
import data.lib.workloads

findings contains found if {
	some namespace, pod in first_pods
	missing := [direction | some direction in ["Ingress", "Egress"]; not denied(namespace, direction)]
	count(missing) > 0
	found := finding.at(pod.object, "/metadata/namespace", sprintf(
		"namespace %s has pods and no NetworkPolicy that denies %s by default",
		[namespace, concat(" and ", missing)],
	))
}

# One finding a namespace, at the first of its workloads.
first_pods[namespace] := pods[0] if {
	some namespace in {pod.namespace | some pod in workloads.all}
	pods := [pod | some pod in workloads.all; pod.namespace == namespace]
}

denied(namespace, direction) if {
	some policy in objects.in_namespace("networking.k8s.io/NetworkPolicy", namespace)
	object.get(policy.spec, "podSelector", {}) == {}
	direction in object.get(policy.spec, "policyTypes", ["Ingress"])
	count(objects.list_of(policy.spec, lower(direction))) == 0
}

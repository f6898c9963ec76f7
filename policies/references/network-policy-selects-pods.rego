# METADATA
# title: A NetworkPolicy governs pods
# description: |
#   A policy whose selector takes no pod protects nothing, and the pods it was meant for stay as they were.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: error
#   help: Make podSelector equal to labels of the pod template.
package rules.references["network-policy-selects-pods"]

import data.lib.finding
import data.lib.objects
import data.lib.platform
import data.lib.selection

findings contains found if {
	not platform.has_unseen_charts
	some policy in objects.of("networking.k8s.io/NetworkPolicy")
	selector := object.get(policy.spec, "podSelector", {})
	selector != {}
	namespace := objects.namespace_of(policy)
	count(selection.pods(namespace, selector)) == 0
	not platform.provides_pods(namespace, selector)
	found := finding.at(policy, "/spec/podSelector", sprintf("selects no pod in namespace \"%s\"", [namespace]))
}

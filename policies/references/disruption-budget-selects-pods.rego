# METADATA
# title: A disruption budget protects pods
# description: |
#   A PodDisruptionBudget that selects no pod protects nothing: a drained node takes every replica with it.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/configure-pdb/
# custom:
#   severity: error
#   help: Make the selector equal to labels of the pod template.
package rules.references["disruption-budget-selects-pods"]

import data.lib.finding
import data.lib.objects
import data.lib.platform
import data.lib.selection

findings contains found if {
	not platform.has_unseen_charts
	some budget in objects.of("policy/PodDisruptionBudget")
	selector := budget.spec.selector
	count(selection.pods(objects.namespace_of(budget), selector)) == 0
	not platform.provides_pods(objects.namespace_of(budget), selector)
	found := finding.at(budget, "/spec/selector", sprintf("selects no pod in namespace \"%s\"", [objects.namespace_of(budget)]))
}

# Without a selector it takes nothing, with an empty one every pod of the namespace.
findings contains found if {
	some budget in objects.of("policy/PodDisruptionBudget")
	object.get(budget, ["spec", "selector"], null) == null
	found := finding.at(budget, "/spec", "has no selector, so it protects no pod")
}

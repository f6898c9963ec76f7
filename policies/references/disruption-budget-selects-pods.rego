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
	count(selection.pods(objects.namespace_of(budget), budget.spec.selector)) == 0
	not platform.provides_pods(objects.namespace_of(budget), budget.spec.selector)
	found := finding.at(budget, "/spec/selector", sprintf("selects no pod in namespace \"%s\"", [objects.namespace_of(budget)]))
}

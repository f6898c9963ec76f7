# METADATA
# title: A rollout stays within the disruption budget
# description: |
#   A rollout does not ask the PodDisruptionBudget: it takes away as many pods as its own strategy allows.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-budgets
# custom:
#   severity: warning
#   help: >-
#     Lower maxUnavailable of the rollout to what the budget allows (0 with a maxSurge of 1 takes none away), or widen
#     the budget.
package rules.transition["rollout-exceeds-budget"]

import data.lib.finding
import data.lib.labels
import data.lib.objects
import data.lib.steps

findings contains found if {
	some change in steps.restarted
	change.type == "apps/Deployment"
	replicas := object.get(change.after.spec, "replicas", 1)
	taken := unavailable(object.get(change.after.spec, "strategy", {}), replicas)
	some budget in objects.in_namespace("policy/PodDisruptionBudget", objects.namespace_of(change.after))
	labels.matches(budget.spec.selector, change.after.spec.template.metadata.labels)
	allowed := disruptions(budget.spec, replicas)
	taken > allowed
	found := finding.at(change.after, "/spec/strategy", sprintf("the rollout may take away %d of %d pods, and PodDisruptionBudget \"%s\" allows %d", [
		taken,
		replicas,
		budget.metadata.name,
		allowed,
	]))
}

unavailable(strategy, replicas) := replicas if {
	strategy.type == "Recreate"
} else := floor(share(object.get(strategy, ["rollingUpdate", "maxUnavailable"], "25%"), replicas))

# A budget that says both is refused, and not for this reason.
disruptions(spec, replicas) := ceil(share(spec.maxUnavailable, replicas)) if {
	spec.maxUnavailable
} else := max([0, replicas - ceil(share(spec.minAvailable, replicas))])

share(value, _) := value if is_number(value)

share(value, replicas) := (to_number(trim_suffix(value, "%")) * replicas) / 100 if is_string(value)

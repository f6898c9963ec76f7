# METADATA
# title: A disruption budget lets a node be drained
# description: A budget that never allows a pod to go blocks every node upgrade until somebody deletes it.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/configure-pdb/#think-about-how-your-application-reacts-to-disruptions
# custom:
#   severity: warning
#   help: >-
#     Use maxUnavailable: 1, or a minAvailable below the smallest number of replicas.
package rules.references["disruption-budget-allows-drain"]

import data.lib.autoscalers
import data.lib.finding
import data.lib.objects
import data.lib.selection

findings contains found if {
	some budget in objects.of("policy/PodDisruptionBudget")
	some pod in selection.pods(objects.namespace_of(budget), budget.spec.selector)
	replicas := fewest(pod.object)
	is_stuck(budget.spec, replicas)
	found := finding.at(budget, "/spec", sprintf("never lets a pod of %s \"%s\" go, which may have as few as %d", [
		pod.object.kind,
		pod.object.metadata.name,
		replicas,
	]))
}

is_stuck(spec, replicas) if spec.minAvailable >= replicas

is_stuck(spec, _) if spec.minAvailable == "100%"

is_stuck(spec, _) if spec.maxUnavailable in {0, "0%"}

# As few as an autoscaler may leave, or as many as Git says.
fewest(manifest) := min({autoscaler.min |
	some autoscaler in autoscalers.horizontal
	autoscalers.targets(autoscaler, manifest)
}) if {
	some autoscaler in autoscalers.horizontal
	autoscalers.targets(autoscaler, manifest)
} else := object.get(manifest, ["spec", "replicas"], 1)

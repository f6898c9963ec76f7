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

# Whose number of pods the budget's controller can ask for; a drain passes over the pods of DaemonSets.
# https://kubernetes.io/docs/tasks/run-application/configure-pdb/#arbitrary-controllers-and-selectors
scalable := {"apps/Deployment", "apps/StatefulSet", "apps/ReplicaSet", "ReplicationController", "argoproj.io/Rollout"}

findings contains found if {
	some budget in objects.of("policy/PodDisruptionBudget")
	members := {workload |
		some pod in selection.pods(objects.namespace_of(budget), budget.spec.selector)
		pod.type in scalable
		workload := {"kind": pod.object.kind, "name": pod.object.metadata.name, "replicas": fewest(pod.object)}
	}
	replicas := sum([workload.replicas | some workload in members])
	replicas > 0
	is_stuck(budget.spec, replicas)
	names := concat(" and ", sort([sprintf("%s \"%s\"", [workload.kind, workload.name]) | some workload in members]))
	found := finding.at(budget, "/spec", sprintf("never lets a pod of %s go, which may have as few as %d", [names, replicas]))
}

is_stuck(spec, replicas) if pods(spec.minAvailable, replicas) >= replicas

is_stuck(spec, replicas) if pods(spec.maxUnavailable, replicas) == 0

# Kubernetes rounds a share up, for both fields.
pods(bound, _) := bound if is_number(bound)

pods(bound, replicas) := ceil((replicas * to_number(trim_suffix(bound, "%"))) / 100) if is_string(bound)

# As few as an autoscaler may leave, but what it scales to nothing has nothing to drain; or as many as Git says.
fewest(manifest) := max([1, min(bounds)]) if {
	bounds := {autoscaler.min |
		some autoscaler in autoscalers.horizontal
		autoscalers.targets(autoscaler, manifest)
	}
	count(bounds) > 0
} else := object.get(manifest, ["spec", "replicas"], 1)

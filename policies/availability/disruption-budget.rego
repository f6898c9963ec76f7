# METADATA
# title: What an Ingress serves is drained a pod at a time
# description: >-
#   Without a PodDisruptionBudget an upgrade of the nodes may end all pods of a workload at once.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/configure-pdb/
# custom:
#   severity: warning
#   help: >-
#     Add a PodDisruptionBudget with maxUnavailable: 1.
package rules.availability["disruption-budget"]

import data.lib.finding
import data.lib.labels
import data.lib.objects
import data.lib.published
import data.lib.workloads

findings contains found if {
	some workload in published.workloads
	workload.replicas > 1
	count([budget | some budget in objects.of("policy/PodDisruptionBudget"); takes(budget, workload.pod)]) == 0
	found := finding.at(workload.object, "", sprintf("runs %d pods behind Ingress \"%s\", and no PodDisruptionBudget takes them", [
		workload.replicas,
		workload.ingress.metadata.name,
	]))
}

takes(budget, pod) if {
	objects.namespace_of(budget) == pod.namespace
	labels.matches(budget.spec.selector, workloads.labels_of(pod))
}

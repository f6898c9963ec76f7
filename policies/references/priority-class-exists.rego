# METADATA
# title: Priority classes are there
# description: The API server refuses a pod whose PriorityClass does not exist.
# related_resources:
#   - https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
# custom:
#   severity: error
#   help: Correct the name, or render the PriorityClass.
package rules.references["priority-class-exists"]

import data.lib.finding
import data.lib.platform
import data.lib.workloads

findings contains found if {
	platform.knows("scheduling.k8s.io/PriorityClass")
	some pod in workloads.all
	name := pod.spec.priorityClassName
	not platform.exists("scheduling.k8s.io/PriorityClass", "", name)
	not name in {"system-cluster-critical", "system-node-critical"}
	found := finding.at(pod.object, concat("/", [pod.path, "priorityClassName"]), sprintf("there is no PriorityClass \"%s\"", [name]))
}

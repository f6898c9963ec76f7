# METADATA
# title: A PriorityClass keeps its value
# description: |
#   value and preemptionPolicy of a PriorityClass cannot change.
# related_resources:
#   - https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass
# custom:
#   severity: error
#   help: >-
#     Add a class under a new name and let the workloads use it.
package rules.transition["priority-class-value"]

import data.lib.steps

fields := {"value": 0, "preemptionPolicy": "PreemptLowerPriority"}

findings contains found if {
	some change in steps.changed
	change.type == "scheduling.k8s.io/PriorityClass"
	some field, otherwise in fields
	steps.differs(change, split(field, "/"), otherwise)
	found := steps.refused(change, split(field, "/"), otherwise)
}

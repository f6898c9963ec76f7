# METADATA
# title: The scheduler chooses the node
# description: >-
#   A pod with nodeName passes by the scheduler: it starts on that node even when it is full or tainted, and waits
#   for ever when it is gone.
# related_resources:
#   - https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename
# custom:
#   severity: warning
#   help: >-
#     Use nodeSelector or affinity.
package rules.availability["node-name"]

import data.lib.finding
import data.lib.workloads

findings contains found if {
	some pod in workloads.all
	name := pod.spec.nodeName
	name != ""
	found := finding.at(pod.object, concat("", [pod.path, "/nodeName"]), sprintf("is bound to the node %s past the scheduler", [name]))
}

# METADATA
# title: What an Ingress serves outlives a node
# description: >-
#   With one replica, each update of the pod, each drain of its node and each crash is an outage that users see.
# custom:
#   severity: warning
#   help: >-
#     Run two replicas or more, or let an autoscaler decide.
package rules.availability["one-replica"]

import data.lib.finding
import data.lib.published

findings contains found if {
	some workload in published.workloads
	workload.replicas == 1
	not workload.scaled
	found := finding.at(workload.object, "/spec/replicas", sprintf("runs one pod behind Ingress \"%s\"", [workload.ingress.metadata.name]))
}

# METADATA
# title: No host ports
# description: A port of the node goes around Services and NetworkPolicies, and lets one pod a node run.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
# custom:
#   severity: error
#   help: Remove hostPort; publish the port by a Service.
package rules.security["host-ports"]

import data.lib.finding
import data.lib.pod_security
import data.lib.workloads

findings contains found if {
	some entry in pod_security.containers_from("baseline")
	some i, port in entry.container.ports
	port.hostPort != 0
	message := sprintf("%s takes port %d of its node", [workloads.described(entry), port.hostPort])
	found := finding.at(entry.object, concat("", [entry.path, "/ports/", format_int(i, 10), "/hostPort"]), message)
}

# METADATA
# title: No gain of privileges
# description: >-
#   Without allowPrivilegeEscalation false a set-user-ID program makes an unprivileged process root inside the
#   container.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
# custom:
#   severity: error
#   help: Set securityContext.allowPrivilegeEscalation to false on the container.
package rules.security["privilege-escalation"]

import data.lib.finding
import data.lib.pod_security
import data.lib.workloads

findings contains found if {
	some entry in pod_security.containers_from("restricted")
	not pod_security.is_windows(entry.pod)
	not forbids(entry.container)
	message := sprintf("%s may gain privileges: allowPrivilegeEscalation is not false", [workloads.described(entry)])
	found := finding.at(entry.object, concat("", [entry.path, "/securityContext/allowPrivilegeEscalation"]), message)
}

forbids(container) if container.securityContext.allowPrivilegeEscalation == false

# METADATA
# title: Containers drop all capabilities
# description: What a runtime grants by default is more than nearly any program needs.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
# custom:
#   severity: error
#   help: Set securityContext.capabilities.drop to [ALL], and add back what the program needs.
package rules.security["drop-all-capabilities"]

import data.lib.finding
import data.lib.pod_security
import data.lib.workloads

findings contains found if {
	some entry in pod_security.containers_from("restricted")
	not pod_security.is_windows(entry.pod)
	not drops_all(entry.container)
	message := sprintf("%s does not drop ALL capabilities", [workloads.described(entry)])
	found := finding.at(entry.object, concat("", [entry.path, "/securityContext/capabilities/drop"]), message)
}

drops_all(container) if "ALL" in container.securityContext.capabilities.drop

# METADATA
# title: No privileged containers
# description: A privileged container is root on its node; it can read every secret and every other pod there.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
# custom:
#   severity: error
#   help: Remove securityContext.privileged, or grant the one capability or device that the program needs.
package rules.security.privileged

import data.lib.finding
import data.lib.pod_security
import data.lib.workloads

findings contains found if {
	some entry in pod_security.containers_from("baseline")
	entry.container.securityContext.privileged == true
	message := sprintf("%s is privileged", [workloads.described(entry)])
	found := finding.at(entry.object, concat("", [entry.path, "/securityContext/privileged"]), message)
}

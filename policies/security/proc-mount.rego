# METADATA
# title: /proc stays masked
# description: >-
#   An unmasked /proc shows and changes the kernel of the node. At baseline a pod in a user namespace may have it.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
# custom:
#   severity: error
#   help: Remove securityContext.procMount.
package rules.security["proc-mount"]

import data.lib.finding
import data.lib.pod_security
import data.lib.workloads

findings contains found if {
	some entry in pod_security.containers_from("baseline")
	type := entry.container.securityContext.procMount
	not type in {"Default", null}
	not may(entry.pod)
	message := sprintf("%s has procMount %s", [workloads.described(entry), type])
	found := finding.at(entry.object, concat("", [entry.path, "/securityContext/procMount"]), message)
}

may(pod) if {
	pod_security.level_of(pod.namespace) == "baseline"
	pod_security.in_user_namespace(pod)
}

# METADATA
# title: System calls are filtered
# description: >-
#   Without a seccomp profile a container may make every system call of the kernel. At restricted a profile has to
#   be set, at baseline it must not be Unconfined.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
# custom:
#   severity: error
#   help: Set securityContext.seccompProfile.type to RuntimeDefault on the pod.
package rules.security["seccomp-profile"]

import data.lib.finding
import data.lib.pod_security
import data.lib.workloads

allowed := {"RuntimeDefault", "Localhost"}

findings contains found if {
	some entry in pod_security.contexts_from("baseline")
	type := entry.context.seccompProfile.type
	not type in allowed
	not exempt(entry.pod)
	message := sprintf("%s has the seccomp profile %s", [entry.what, type])
	found := finding.at(entry.object, concat("", [entry.path, "/seccompProfile/type"]), message)
}

findings contains found if {
	some entry in pod_security.containers_from("restricted")
	not pod_security.is_windows(entry.pod)
	not entry.container.securityContext.seccompProfile
	not entry.pod.spec.securityContext.seccompProfile
	message := sprintf("neither %s nor its pod has a seccomp profile", [workloads.described(entry)])
	found := finding.at(entry.object, concat("", [entry.path, "/securityContext/seccompProfile"]), message)
}

# The restricted control leaves Windows out, and takes the place of the baseline one.
exempt(pod) if {
	pod_security.is_windows(pod)
	pod_security.level_of(pod.namespace) == "restricted"
}

# METADATA
# title: No added capabilities beyond the allowed
# description: >-
#   A capability is a piece of root. At the level baseline the usual set of container runtimes may be added, at
#   restricted only NET_BIND_SERVICE.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
# custom:
#   severity: error
#   help: Remove the capability; a program that listens on a port below 1024 may add NET_BIND_SERVICE.
package rules.security.capabilities

import data.lib.finding
import data.lib.pod_security
import data.lib.workloads

baseline := {
	"AUDIT_WRITE",
	"CHOWN",
	"DAC_OVERRIDE",
	"FOWNER",
	"FSETID",
	"KILL",
	"MKNOD",
	"NET_BIND_SERVICE",
	"SETFCAP",
	"SETGID",
	"SETPCAP",
	"SETUID",
	"SYS_CHROOT",
}

allowed(pod) := {"NET_BIND_SERVICE"} if {
	pod_security.level_of(pod.namespace) == "restricted"
	not pod_security.is_windows(pod)
} else := baseline

findings contains found if {
	some entry in pod_security.containers_from("baseline")
	some i, capability in entry.container.securityContext.capabilities.add
	not capability in allowed(entry.pod)
	message := sprintf("%s adds the capability %s", [workloads.described(entry), capability])
	found := finding.at(entry.object, concat("", [entry.path, "/securityContext/capabilities/add/", format_int(i, 10)]), message)
}

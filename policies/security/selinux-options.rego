# METADATA
# title: SELinux keeps its user, role and container types
# description: >-
#   Another SELinux user or role, or a type that is not meant for containers, leaves the confinement of the
#   runtime.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
# custom:
#   severity: error
#   help: Remove seLinuxOptions.user and .role, and use one of the container types.
package rules.security["selinux-options"]

import data.lib.finding
import data.lib.pod_security

types := {"", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"}

findings contains found if {
	some entry in pod_security.contexts_from("baseline")
	type := entry.context.seLinuxOptions.type
	not type in types
	message := sprintf("%s has the SELinux type %s", [entry.what, type])
	found := finding.at(entry.object, concat("", [entry.path, "/seLinuxOptions/type"]), message)
}

findings contains found if {
	some entry in pod_security.contexts_from("baseline")
	some field in ["user", "role"]
	value := entry.context.seLinuxOptions[field]
	value != ""
	message := sprintf("%s has the SELinux %s %s", [entry.what, field, value])
	found := finding.at(entry.object, concat("/", [entry.path, "seLinuxOptions", field]), message)
}

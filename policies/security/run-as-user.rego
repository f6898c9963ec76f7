# METADATA
# title: No user 0
# description: User 0 is root, whatever the image says. A pod in a user namespace may have it.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
# custom:
#   severity: error
#   help: Use another number, or leave runAsUser to the image.
package rules.security["run-as-user"]

import data.lib.finding
import data.lib.pod_security

findings contains found if {
	some entry in pod_security.contexts_from("restricted")
	not pod_security.in_user_namespace(entry.pod)
	entry.context.runAsUser == 0
	message := sprintf("%s runs as user 0", [entry.what])
	found := finding.at(entry.object, concat("", [entry.path, "/runAsUser"]), message)
}

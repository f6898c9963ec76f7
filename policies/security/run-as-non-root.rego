# METADATA
# title: Containers do not run as root
# description: >-
#   runAsNonRoot makes the kubelet refuse an image whose user is root. A pod in a user namespace may do without.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
# custom:
#   severity: error
#   help: Set securityContext.runAsNonRoot to true on the pod, and build the image with a numeric USER.
package rules.security["run-as-non-root"]

import data.lib.finding
import data.lib.pod_security
import data.lib.workloads

findings contains found if {
	some entry in pod_security.contexts_from("restricted")
	not pod_security.in_user_namespace(entry.pod)
	entry.context.runAsNonRoot == false
	message := sprintf("%s may run as root: runAsNonRoot is false", [entry.what])
	found := finding.at(entry.object, concat("", [entry.path, "/runAsNonRoot"]), message)
}

findings contains found if {
	some entry in pod_security.containers_from("restricted")
	not pod_security.in_user_namespace(entry.pod)
	object.get(entry.container, ["securityContext", "runAsNonRoot"], null) == null
	object.get(entry.pod.spec, ["securityContext", "runAsNonRoot"], null) == null
	message := sprintf("neither %s nor its pod sets runAsNonRoot", [workloads.described(entry)])
	found := finding.at(entry.object, concat("", [entry.path, "/securityContext/runAsNonRoot"]), message)
}

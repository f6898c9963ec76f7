# METADATA
# title: No host namespaces
# description: >-
#   A pod in the network, process or IPC namespace of its node sees and reaches what other pods and the node do.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
# custom:
#   severity: error
#   help: Remove the field; publish ports by a Service.
package rules.security["host-namespaces"]

import data.lib.finding
import data.lib.pod_security

findings contains found if {
	some pod in pod_security.pods_from("baseline")
	some field in ["hostNetwork", "hostPID", "hostIPC"]
	pod.spec[field] == true
	message := sprintf("the pod sets %s", [field])
	found := finding.at(pod.object, concat("/", [pod.path, field]), message)
}

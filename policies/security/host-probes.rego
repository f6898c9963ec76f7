# METADATA
# title: Probes and hooks stay inside the pod
# description: >-
#   The kubelet opens the connection of a probe, so a host there makes it ask any address that the node can reach
#   (Kubernetes 1.34).
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
# custom:
#   severity: error
#   help: Remove host; the probe then asks the pod itself.
package rules.security["host-probes"]

import data.lib.finding
import data.lib.pod_security
import data.lib.workloads

handlers := [
	["livenessProbe"],
	["readinessProbe"],
	["startupProbe"],
	["lifecycle", "postStart"],
	["lifecycle", "preStop"],
]

findings contains found if {
	some entry in pod_security.containers_from("baseline")
	some handler in handlers
	some action in ["httpGet", "tcpSocket"]
	host := object.get(entry.container, array.concat(handler, [action, "host"]), "")
	not host in {"", null}
	message := sprintf("%s of %s asks host %s", [concat(".", handler), workloads.described(entry), host])
	found := finding.at(entry.object, concat("", [entry.path, finding.pointer(handler), "/", action, "/host"]), message)
}

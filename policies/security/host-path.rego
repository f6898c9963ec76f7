# METADATA
# title: No hostPath volumes
# description: A path of the node inside a pod is a way to the node, its kubelet and all its pods.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
# custom:
#   severity: error
#   help: Use a PersistentVolumeClaim, an emptyDir or a projected volume.
package rules.security["host-path"]

import data.lib.finding
import data.lib.pod_security

findings contains found if {
	some pod in pod_security.pods_from("baseline")
	some i, volume in pod.spec.volumes
	is_object(volume.hostPath)
	message := sprintf(`volume "%s" is the node's %s`, [volume.name, object.get(volume.hostPath, "path", "file system")])
	found := finding.at(pod.object, concat("", [pod.path, "/volumes/", format_int(i, 10), "/hostPath"]), message)
}

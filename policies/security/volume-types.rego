# METADATA
# title: Only volumes that Kubernetes manages
# description: In-line volumes of storage systems bypass the claims, quotas and classes that a namespace is given.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
# custom:
#   severity: error
#   help: Claim the storage by a PersistentVolumeClaim.
package rules.security["volume-types"]

import data.lib.finding
import data.lib.pod_security

allowed := {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"}

findings contains found if {
	some pod in pod_security.pods_from("restricted")
	some i, volume in pod.spec.volumes
	some type, source in volume
	is_object(source)
	not type in allowed

	# That one has a rule of its own, at every level.
	type != "hostPath"
	message := sprintf(`volume "%s" is of type %s`, [volume.name, type])
	found := finding.at(pod.object, concat("", [pod.path, "/volumes/", format_int(i, 10), "/", type]), message)
}

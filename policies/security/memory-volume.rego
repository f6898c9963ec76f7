# METADATA
# title: A volume in memory has a size
# description: >-
#   An emptyDir in memory counts as memory of the pod. Without sizeLimit one pod can fill the memory of its node
#   up to the limits of its containers, or all of it.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/volumes/#emptydir
# custom:
#   severity: warning
#   help: >-
#     Set emptyDir.sizeLimit.
package rules.security["memory-volume"]

import data.lib.finding
import data.lib.objects
import data.lib.workloads

findings contains found if {
	some pod in workloads.all
	some i, volume in objects.list_of(pod.spec, "volumes")
	volume.emptyDir.medium == "Memory"
	not volume.emptyDir.sizeLimit
	found := finding.at(pod.object, sprintf("%s/volumes/%d/emptyDir", [pod.path, i]), sprintf("volume \"%s\" is in memory and has no sizeLimit", [volume.name]))
}

# METADATA
# title: A PersistentVolume stays where its data is
# description: |
#   The source of a PersistentVolume and its volumeMode cannot change, nor can nodeAffinity that is set.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/persistent-volumes/
# custom:
#   severity: error
#   help: >-
#     Make a PersistentVolume under a new name, with reclaim policy Retain on the old one.
package rules.transition["persistent-volume-immutable"]

import data.lib.objects
import data.lib.steps

mutable := {
	"capacity", "accessModes", "persistentVolumeReclaimPolicy", "mountOptions",
	"claimRef", "storageClassName", "volumeAttributesClassName",
}

defaults := {"volumeMode": "Filesystem"}

findings contains found if {
	some change in steps.changed
	change.type == "PersistentVolume"
	some field in (objects.keys_of(object.union(change.before.spec, change.after.spec)) - mutable)
	otherwise := object.get(defaults, field, null)
	steps.differs(change, ["spec", field], otherwise)
	not gets_affinity(change, field)
	found := steps.refused(change, ["spec", field], otherwise)
}

gets_affinity(change, "nodeAffinity") if not change.before.spec.nodeAffinity

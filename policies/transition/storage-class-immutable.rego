# METADATA
# title: A StorageClass keeps what makes its volumes
# description: |
#   Provisioner, parameters, reclaim policy and binding mode of a StorageClass cannot change.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/storage-classes/
# custom:
#   severity: error
#   help: >-
#     Add a class under a new name and let new claims use it; claims that are there keep theirs.
package rules.transition["storage-class-immutable"]

import data.lib.steps

fields := {"provisioner": "", "parameters": {}, "reclaimPolicy": "Delete", "volumeBindingMode": "Immediate"}

findings contains found if {
	some change in steps.changed
	change.type == "storage.k8s.io/StorageClass"
	some field, otherwise in fields
	steps.differs(change, split(field, "/"), otherwise)
	found := steps.refused(change, split(field, "/"), otherwise)
}

# METADATA
# title: A CSIDriver keeps how it attaches
# description: |
#   attachRequired and volumeLifecycleModes of a CSIDriver cannot change.
# related_resources:
#   - https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/csi-driver-v1/
# custom:
#   severity: error
#   help: >-
#     Delete the CSIDriver and let the sync make it again while no pod starts, or install the driver under a new name.
package rules.transition["csi-driver-immutable"]

import data.lib.steps

fields := {"spec/attachRequired": true, "spec/volumeLifecycleModes": ["Persistent"]}

findings contains found if {
	some change in steps.changed
	change.type == "storage.k8s.io/CSIDriver"
	some field, otherwise in fields
	steps.differs(change, split(field, "/"), otherwise)
	found := steps.refused(change, split(field, "/"), otherwise)
}

# METADATA
# title: A volume claim keeps everything but its size
# description: |
#   Of a PersistentVolumeClaim the API server takes a larger request and another volumeAttributesClassName, and
#   nothing else.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims
# custom:
#   severity: error
#   help: >-
#     Make a claim under a new name, copy the data (a restore from backup does), point the pods at it, and remove the
#     old claim when nobody reads it any more.
package rules.transition["claim-immutable"]

import data.lib.steps

fields := {"accessModes", "storageClassName", "volumeName", "volumeMode", "selector", "dataSource", "dataSourceRef"}

defaults := {"volumeMode": "Filesystem"}

findings contains found if {
	some change in steps.changed
	change.type == "PersistentVolumeClaim"
	some field in fields
	otherwise := object.get(defaults, field, null)
	steps.differs(change, ["spec", field], otherwise)
	found := steps.refused(change, ["spec", field], otherwise)
}

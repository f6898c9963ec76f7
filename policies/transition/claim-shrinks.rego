# METADATA
# title: A volume never shrinks
# description: |
#   The API server refuses a request below what a volume has.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims
# custom:
#   severity: error
#   help: >-
#     Make a smaller claim under a new name, copy the data, point the pods at it, and remove the old claim after that.
package rules.transition["claim-shrinks"]

import data.lib.steps

findings contains found if {
	some change in steps.changed
	change.type == "PersistentVolumeClaim"
	was := change.before.spec.resources.requests.storage
	is := change.after.spec.resources.requests.storage
	units.parse_bytes(is) < units.parse_bytes(was)
	found := steps.refused(change, ["spec", "resources", "requests", "storage"], "")
}

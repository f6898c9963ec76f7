# METADATA
# title: A Secret keeps its type
# description: |
#   The type of a Secret cannot change.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/secret/#secret-types
# custom:
#   severity: error
#   help: >-
#     Make a Secret of the new type under a new name and point what reads it at that.
package rules.transition["secret-type"]

import data.lib.steps

fields := {"type": "Opaque"}

findings contains found if {
	some change in steps.changed
	change.type == "Secret"
	some field, otherwise in fields
	steps.differs(change, split(field, "/"), otherwise)
	found := steps.refused(change, split(field, "/"), otherwise)
}

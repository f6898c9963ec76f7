# METADATA
# title: A ResourceQuota keeps its scopes
# description: |
#   spec.scopes of a ResourceQuota cannot change.
# related_resources:
#   - https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes
# custom:
#   severity: error
#   help: >-
#     Add a quota with the other scopes under a new name and remove this one.
package rules.transition["quota-scopes"]

import data.lib.steps

fields := {"spec/scopes": []}

findings contains found if {
	some change in steps.changed
	change.type == "ResourceQuota"
	some field, otherwise in fields
	steps.differs(change, split(field, "/"), otherwise)
	found := steps.refused(change, split(field, "/"), otherwise)
}

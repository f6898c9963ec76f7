# METADATA
# title: A RuntimeClass keeps its handler
# description: |
#   handler of a RuntimeClass cannot change.
# related_resources:
#   - https://kubernetes.io/docs/concepts/containers/runtime-class/
# custom:
#   severity: error
#   help: >-
#     Add a class under a new name and let the pods use it.
package rules.transition["runtime-class-handler"]

import data.lib.steps

fields := {"handler"}

findings contains found if {
	some change in steps.changed
	change.type == "node.k8s.io/RuntimeClass"
	some field in fields
	steps.differs(change, split(field, "/"), null)
	found := steps.refused(change, split(field, "/"), null)
}

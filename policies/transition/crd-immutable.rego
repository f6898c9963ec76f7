# METADATA
# title: A CustomResourceDefinition keeps its identity
# description: |
#   Group, scope and names of a CustomResourceDefinition that objects were made of cannot change.
# related_resources:
#   - https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
# custom:
#   severity: error
#   help: >-
#     Define a new kind, convert the objects, and remove the old definition when none is left.
package rules.transition["crd-immutable"]

import data.lib.steps

fields := {"spec/group", "spec/scope", "spec/names/plural", "spec/names/kind"}

findings contains found if {
	some change in steps.changed
	change.type == "apiextensions.k8s.io/CustomResourceDefinition"
	some field in fields
	steps.differs(change, split(field, "/"), null)
	found := steps.refused(change, split(field, "/"), null)
}

# METADATA
# title: An IngressClass keeps its controller
# description: |
#   spec.controller of an IngressClass cannot change.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class
# custom:
#   severity: error
#   help: >-
#     Add a class under a new name and move one Ingress after the other to it.
package rules.transition["ingress-class-controller"]

import data.lib.steps

fields := {"spec/controller"}

findings contains found if {
	some change in steps.changed
	change.type == "networking.k8s.io/IngressClass"
	some field in fields
	steps.differs(change, split(field, "/"), null)
	found := steps.refused(change, split(field, "/"), null)
}

# METADATA
# title: A binding keeps its role
# description: |
#   roleRef of a RoleBinding or ClusterRoleBinding cannot change: it would hand its subjects other rights unseen.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/rbac/#clusterrolebinding-example
# custom:
#   severity: error
#   help: >-
#     Add a binding under a new name and remove this one.
package rules.transition["role-ref"]

import data.lib.steps

fields := {"roleRef"}

findings contains found if {
	some change in steps.changed
	change.type in {"rbac.authorization.k8s.io/RoleBinding", "rbac.authorization.k8s.io/ClusterRoleBinding"}
	some field in fields
	steps.differs(change, split(field, "/"), null)
	found := steps.refused(change, split(field, "/"), null)
}

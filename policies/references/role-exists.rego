# METADATA
# title: A binding binds a role that is there
# description: |
#   A binding to a role that does not exist grants nothing; whoever creates the role later grants it unseen.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/rbac/
# custom:
#   severity: error
#   help: Correct the kind and name of roleRef, or render the role.
package rules.references["role-exists"]

import data.lib.finding
import data.lib.objects
import data.lib.platform

findings contains found if {
	not platform.has_unseen_charts
	some kind in ["RoleBinding", "ClusterRoleBinding"]
	some binding in objects.of(concat("/", ["rbac.authorization.k8s.io", kind]))
	namespace := {"Role": objects.namespace_of(binding), "ClusterRole": ""}[binding.roleRef.kind]
	not platform.exists(concat("/", ["rbac.authorization.k8s.io", binding.roleRef.kind]), namespace, binding.roleRef.name)
	not is_built_in(binding.roleRef)
	found := finding.at(binding, "/roleRef", sprintf("there is no %s \"%s\"", [binding.roleRef.kind, binding.roleRef.name]))
}

# https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
is_built_in(reference) if {
	reference.kind == "ClusterRole"
	reference.name in {"cluster-admin", "admin", "edit", "view"}
}

is_built_in(reference) if {
	reference.kind == "ClusterRole"
	startswith(reference.name, "system:")
}

# METADATA
# title: A role is bound
# description: |
#   A role that nobody is given is a permission waiting to be handed out, or one that somebody is missing.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/rbac/
# custom:
#   severity: warning
#   help: Bind it, or remove it.
package rules.references["role-bound"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some role in array.concat(objects.of("rbac.authorization.k8s.io/Role"), objects.of("rbac.authorization.k8s.io/ClusterRole"))
	not is_bound(role)
	not is_aggregated(role)
	found := finding.at(role, "", sprintf("no binding gives %s \"%s\" to anybody", [role.kind, role.metadata.name]))
}

is_bound(role) if {
	some kind in ["RoleBinding", "ClusterRoleBinding"]
	some binding in objects.of(concat("/", ["rbac.authorization.k8s.io", kind]))
	binding.roleRef.kind == role.kind
	binding.roleRef.name == role.metadata.name
	objects.namespace_of(role) in {"", objects.namespace_of(binding)}
}

# Its rules become part of another role.
is_aggregated(role) if {
	some label, _ in objects.labels_of(role)
	contains(label, "aggregate-to-")
}

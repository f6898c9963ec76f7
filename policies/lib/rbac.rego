# METADATA
# title: Roles and bindings
# description: Every rule of every role, with what it grants.
package lib.rbac

import data.lib.objects

# METADATA
# description: Every rule of every Role and ClusterRole as {object, path, rule}.
rules := [entry |
	some type in ["rbac.authorization.k8s.io/Role", "rbac.authorization.k8s.io/ClusterRole"]
	some manifest in objects.of(type)
	some i, rule in objects.list_of(manifest, "rules")
	entry := {"object": manifest, "path": concat("/", ["/rules", format_int(i, 10)]), "rule": rule}
]

# METADATA
# description: Every binding as a list.
bindings := array.concat(objects.of("rbac.authorization.k8s.io/RoleBinding"), objects.of("rbac.authorization.k8s.io/ClusterRoleBinding"))

# METADATA
# description: Whether a rule grants one of the verbs on one of the resources of a group; wildcards have a rule of their own.
grants(rule, group, resources, verbs) if {
	group in objects.list_of(rule, "apiGroups")
	some resource in objects.list_of(rule, "resources")
	resource in resources
	some verb in objects.list_of(rule, "verbs")
	verb in verbs
}

# METADATA
# description: The name by which policies/data lists an object, "Kind/namespace/name" or "Kind/name".
listed_name(manifest) := concat("/", [part | some part in [manifest.kind, objects.namespace_of(manifest), manifest.metadata.name]; part != ""])

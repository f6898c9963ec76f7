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
	count(granted(rule, resources)) > 0
	some verb in objects.list_of(rule, "verbs")
	verb in verbs
}

# METADATA
# description: The resources of a rule that are among others, or a subresource of all of them, as */exec.
granted(rule, resources) := {resource |
	some resource in objects.list_of(rule, "resources")
	some wanted in resources
	covers(resource, wanted)
}

covers(resource, wanted) if resource == wanted

covers(resource, wanted) if {
	[_, subresource] := split(wanted, "/")
	resource == concat("/", ["*", subresource])
}

# METADATA
# scope: document
# description: |
#   The ServiceAccount that a subject of a binding is, {namespace, name}, by its kind or by the name of its user; undefined for others.
#   https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects
account_of(binding, subject) := {"namespace": namespace, "name": subject.name} if {
	subject.kind == "ServiceAccount"
	namespace := object.get(subject, "namespace", objects.namespace_of(binding))
}

account_of(_, subject) := {"namespace": parts[2], "name": parts[3]} if {
	subject.kind == "User"
	startswith(subject.name, "system:serviceaccount:")
	parts := split(subject.name, ":")
}

# METADATA
# description: The name by which policies/data lists an object, "Kind/namespace/name" or "Kind/name".
listed_name(manifest) := concat("/", [part | some part in [manifest.kind, objects.namespace_of(manifest), manifest.metadata.name]; part != ""])

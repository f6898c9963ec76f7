# METADATA
# title: Roles are not as good as admin
# description: >-
#   Who can start pods in a namespace runs as any of its accounts and reads all of its secrets; who writes secrets
#   or nodes, or is bound to admin or edit, is not far from it.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks
# custom:
#   severity: warning
#   help: >-
#     Grant the right to what must have it alone, by resourceNames where objects are there already; Argo CD creates
#     the rest.
package rules.security["rbac-admin"]

import data.lib.finding
import data.lib.objects
import data.lib.rbac

ways := [
	{"group": "", "resources": {"pods", "replicationcontrollers"}, "verbs": {"create", "update", "patch"}, "means": "runs pods as any account of the namespace"},
	{
		"group": "apps",
		"resources": {"deployments", "statefulsets", "daemonsets", "replicasets"},
		"verbs": {"create", "update", "patch"},
		"means": "runs pods as any account of the namespace",
	},
	{"group": "batch", "resources": {"jobs", "cronjobs"}, "verbs": {"create", "update", "patch"}, "means": "runs pods as any account of the namespace"},
	{"group": "", "resources": {"secrets"}, "verbs": {"create", "update", "patch"}, "means": "writes secrets"},
	{"group": "", "resources": {"nodes", "nodes/status"}, "verbs": {"update", "patch"}, "means": "moves pods from node to node"},
]

findings contains found if {
	some entry in rbac.rules
	count(objects.list_of(entry.rule, "resourceNames")) == 0
	some way in ways
	rbac.grants(entry.rule, way.group, way.resources, way.verbs)
	found := finding.at(entry.object, entry.path, sprintf("%s on %s %s", [
		concat(", ", sort([verb | some verb in entry.rule.verbs; verb in way.verbs])),
		concat(", ", sort(rbac.granted(entry.rule, way.resources))),
		way.means,
	]))
}

findings contains found if {
	some manifest in rbac.bindings
	manifest.roleRef.kind == "ClusterRole"
	manifest.roleRef.name in {"admin", "edit"}
	found := finding.at(manifest, "/roleRef/name", sprintf("binds %s, which reads every secret and runs pods as any account", [manifest.roleRef.name]))
}

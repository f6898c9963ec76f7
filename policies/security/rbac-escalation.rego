# METADATA
# title: No way to more rights
# description: >-
#   Who holds one of these rights can give itself others: by binding any role, by acting as another, by reaching
#   the kubelet or the admission of every object.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
#   - https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping
# custom:
#   severity: error
#   help: Remove the right; let a person or Argo CD create what needs it.
package rules.security["rbac-escalation"]

import data.lib.finding
import data.lib.objects
import data.lib.rbac

# Some are harmless where resourceNames says of whom or what, as long as that is no administrator.
ways := [
	{"group": "rbac.authorization.k8s.io", "resources": {"roles", "clusterroles"}, "verbs": {"escalate"}, "means": "grants any right"},
	{"group": "rbac.authorization.k8s.io", "resources": {"roles", "clusterroles"}, "verbs": {"bind"}, "means": "grants any right", "harmless": true},
	{"group": "", "resources": {"users", "groups", "serviceaccounts"}, "verbs": {"impersonate"}, "means": "acts as anybody", "harmless": true},
	{"group": "authentication.k8s.io", "resources": {"uids", "userextras"}, "verbs": {"impersonate"}, "means": "acts as anybody", "harmless": true},
	{"group": "", "resources": {"serviceaccounts/token"}, "verbs": {"create"}, "means": "makes tokens of other accounts", "harmless": true},
	{"group": "", "resources": {"nodes/proxy"}, "verbs": {"get", "create"}, "means": "reaches the kubelet's API"},
	{"group": "", "resources": {"persistentvolumes"}, "verbs": {"create"}, "means": "mounts any path of a node", "harmless": true},
	{
		"group": "certificates.k8s.io",
		"resources": {"certificatesigningrequests/approval", "signers"},
		"verbs": {"approve", "update", "patch"},
		"means": "signs certificates for any user",
		"harmless": true,
	},
	{
		"group": "admissionregistration.k8s.io",
		"resources": {"mutatingwebhookconfigurations", "validatingwebhookconfigurations", "mutatingadmissionpolicies"},
		"verbs": {"create", "update", "patch"},
		"means": "reads and changes every object on its way in",
		"harmless": true,
	},
]

findings contains found if {
	some entry in rbac.rules
	some way in ways
	rbac.grants(entry.rule, way.group, way.resources, way.verbs)
	not is_harmless(entry.rule, way)
	message := sprintf("%s on %s %s", [
		concat(", ", sort([verb | some verb in entry.rule.verbs; verb in way.verbs])),
		concat(", ", sort(rbac.granted(entry.rule, way.resources))),
		way.means,
	])
	found := finding.at(entry.object, entry.path, message)
}

is_harmless(rule, way) if {
	way.harmless
	names := objects.list_of(rule, "resourceNames")
	count(names) > 0
	every name in names { not is_administrator(name) }
}

# Roles, groups and signers that are as good as any right.
is_administrator(name) if name in {"cluster-admin", "admin", "edit", "system:masters", "system:admin", "kubernetes.io/kube-apiserver-client"}

is_administrator(name) if endswith(name, "/*")

# METADATA
# title: No token that nothing needs
# description: >-
#   A pod with a token can speak to the API server as its ServiceAccount, and so can whoever gets into the pod.
#   Where no role is bound to the account, the token serves nobody else.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting
# custom:
#   severity: error
#   help: Set automountServiceAccountToken to false on the pod or on its ServiceAccount.
package rules.security["service-account-token"]

import data.lib.finding
import data.lib.objects
import data.lib.workloads

findings contains found if {
	some pod in workloads.all
	account := object.get(pod.spec, "serviceAccountName", "default")
	mounts(pod, account)
	not concat("/", [pod.namespace, account]) in bound
	message := sprintf(`the token of ServiceAccount "%s" is mounted, and no role is bound to it here`, [account])
	found := finding.at(pod.object, concat("", [pod.path, "/automountServiceAccountToken"]), message)
}

mounts(pod, _) if pod.spec.automountServiceAccountToken == true

mounts(pod, account) if {
	object.get(pod.spec, "automountServiceAccountToken", null) == null
	not concat("/", [pod.namespace, account]) in without_token
}

without_token contains concat("/", [objects.namespace_of(manifest), manifest.metadata.name]) if {
	some manifest in objects.of("ServiceAccount")
	manifest.automountServiceAccountToken == false
}

bound contains concat("/", [object.get(subject, "namespace", objects.namespace_of(manifest)), subject.name]) if {
	some type in ["rbac.authorization.k8s.io/RoleBinding", "rbac.authorization.k8s.io/ClusterRoleBinding"]
	some manifest in objects.of(type)
	some subject in manifest.subjects
	subject.kind == "ServiceAccount"
}

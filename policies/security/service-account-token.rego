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
import data.lib.rbac
import data.lib.workloads

findings contains found if {
	some pod in workloads.all
	account := workloads.account_of(pod).name
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

bound contains concat("/", [account.namespace, account.name]) if {
	some manifest in rbac.bindings
	some subject in manifest.subjects
	account := rbac.account_of(manifest, subject)
}

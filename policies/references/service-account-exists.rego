# METADATA
# title: Service accounts are there
# description: |
#   The API server refuses a pod whose ServiceAccount does not exist: the Deployment is healthy in Git and has no
#   pods.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/
# custom:
#   severity: error
#   help: Correct the name, or render the ServiceAccount.
package rules.references["service-account-exists"]

import data.lib.finding
import data.lib.platform
import data.lib.workloads

findings contains found if {
	some pod in workloads.all
	account := workloads.account_of(pod)
	account.name != "default"
	not platform.exists("ServiceAccount", pod.namespace, account.name)
	found := finding.at(pod.object, concat("/", [pod.path, account.field]), sprintf(
		"there is no ServiceAccount \"%s\" in namespace \"%s\"",
		[account.name, pod.namespace],
	))
}

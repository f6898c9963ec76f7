# METADATA
# title: An autoscaler scales something that is there
# description: An autoscaler of a workload that does not exist does nothing, and says so only in its own status.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
# custom:
#   severity: error
#   help: Correct apiVersion, kind and name of the target; it must be in the same namespace.
package rules.references["autoscaler-target"]

import data.lib.autoscalers
import data.lib.finding
import data.lib.platform

findings contains found if {
	some autoscaler in array.concat(autoscalers.horizontal, autoscalers.vertical)
	not platform.exists(autoscalers.target_type(autoscaler), autoscaler.namespace, autoscaler.target.name)
	found := finding.at(autoscaler.object, autoscaler.path, sprintf("there is no %s in namespace \"%s\" (%s)", [
		autoscalers.described(autoscaler),
		autoscaler.namespace,
		autoscaler.target.apiVersion,
	]))
}

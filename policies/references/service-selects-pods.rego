# METADATA
# title: A Service selects pods
# description: |
#   A Service whose selector takes no pod has no endpoints: connections to it are refused.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/service/
# custom:
#   severity: error
#   help: Make the selector equal to labels of the pod template.
package rules.references["service-selects-pods"]

import data.lib.finding
import data.lib.objects
import data.lib.platform
import data.lib.selection

findings contains found if {
	not platform.has_unseen_charts
	some service in objects.of("Service")
	selector := service.spec.selector
	count(selector) > 0
	count(selection.pods_of_service(service)) == 0
	not platform.provides_pods(objects.namespace_of(service), {"matchLabels": selector})
	found := finding.at(service, "/spec/selector", sprintf("no pod in namespace \"%s\" has the labels %s", [
		objects.namespace_of(service),
		concat(", ", [sprintf("%s=%s", [key, value]) | some key, value in selector]),
	]))
}

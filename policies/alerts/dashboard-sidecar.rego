# METADATA
# title: The sidecar finds the dashboard
# description: |
#   Grafana's sidecar loads ConfigMaps that carry its label, from the namespaces it searches; any other dashboard is
#   in Git only.
# related_resources:
#   - https://github.com/grafana/helm-charts/tree/main/charts/grafana#sidecar-for-dashboards
# custom:
#   severity: error
#   help: Set the label and the namespace that policies/data/alerts.yaml declares under dashboards.
package rules.alerts["dashboard-sidecar"]

import data.lib.finding
import data.lib.objects
import data.lib.prometheus

wanted := data.params.alerts.dashboards

findings contains found if {
	some board in prometheus.dashboards
	value := object.get(objects.labels_of(board.object), wanted.label, "")
	value != wanted.value
	found := finding.at(board.object, "/metadata/labels", sprintf("%s has label %s: \"%s\", the sidecar looks for \"%s\"", [
		board.key,
		wanted.label,
		value,
		wanted.value,
	]))
}

findings contains found if {
	count(wanted.namespaces) > 0
	some board in prometheus.dashboards
	namespace := objects.namespace_of(board.object)
	not namespace in wanted.namespaces
	found := finding.at(board.object, "/metadata/namespace", sprintf("%s is in namespace \"%s\", the sidecar searches %s", [
		board.key,
		namespace,
		concat(", ", wanted.namespaces),
	]))
}

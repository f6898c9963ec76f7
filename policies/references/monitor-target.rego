# METADATA
# title: A monitor finds its targets
# description: |
#   A ServiceMonitor that selects no Service, or names a port that the Service does not have, scrapes nothing and
#   says nothing. The same goes for a PodMonitor and its pods.
# related_resources:
#   - https://prometheus-operator.dev/docs/developer/getting-started/#using-servicemonitors
# custom:
#   severity: error
#   help: >-
#     Correct the selector, the namespaceSelector or the name of the port; what charts bring is declared in
#     policies/data/platform.yaml.
package rules.references["monitor-target"]

import data.lib.finding
import data.lib.monitors
import data.lib.platform

findings contains found if {
	not platform.has_unseen_charts
	some entry in monitors.entries
	count(entry.selected) == 0
	not monitors.is_elsewhere(entry)
	found := finding.at(entry.monitor, "/spec/selector", sprintf("selects no %s in namespace %s", [
		entry.what,
		concat(", ", entry.namespaces),
	]))
}

findings contains found if {
	some entry in monitors.entries
	some i, endpoint in entry.endpoints
	some selected in entry.selected
	name := endpoint.port
	not name in monitors.port_names(entry, selected)
	found := finding.at(entry.monitor, sprintf("%s/%d/port", [entry.path, i]), sprintf("%s \"%s\" has no port named \"%s\"; it has %s", [
		monitors.object_of(entry, selected).kind,
		monitors.object_of(entry, selected).metadata.name,
		name,
		concat(", ", monitors.port_names(entry, selected)),
	]))
}

# METADATA
# title: A dashboard is valid JSON
# description: Grafana skips a dashboard file that is no JSON, and only its log says so.
# related_resources:
#   - https://grafana.com/docs/grafana/latest/administration/provisioning/#dashboards
# custom:
#   severity: error
#   help: Correct the JSON at the place named.
package rules.alerts["dashboard-json"]

import data.lib.finding
import data.lib.prometheus

findings contains found if {
	some board in prometheus.dashboards
	found := finding.at(board.object, board.path, sprintf("%s is no JSON: %s", [board.key, board.facts.error]))
}

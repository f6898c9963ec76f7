# METADATA
# title: A dashboard is not wrapped
# description: |
#   Grafana's API takes {"dashboard": {…}}, its provisioning takes the dashboard itself and shows a wrapped one
#   without a title or panels.
# related_resources:
#   - https://grafana.com/docs/grafana/latest/administration/provisioning/#dashboards
# custom:
#   severity: error
#   help: Keep only what is inside of "dashboard".
package rules.alerts["dashboard-wrapped"]

import data.lib.finding
import data.lib.prometheus

findings contains found if {
	some board in prometheus.dashboards
	board.facts.wrapped
	found := finding.at(board.object, board.path, sprintf(`%s wraps its dashboard in {"dashboard": …}`, [board.key]))
}

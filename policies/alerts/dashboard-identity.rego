# METADATA
# title: A dashboard has a uid and a title
# description: |
#   Without a uid Grafana makes one up at each start and every link to the dashboard breaks; without a title it does
#   not load at all.
# related_resources:
#   - https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
# custom:
#   severity: error
#   help: Give it a short, lasting uid (at most 40 letters, digits, - and _) and a title.
package rules.alerts["dashboard-identity"]

import data.lib.finding
import data.lib.prometheus

findings contains found if {
	some board in prometheus.dashboards
	not board.facts.error
	board.facts.title == ""
	found := finding.at(board.object, board.path, sprintf("%s has no title", [board.key]))
}

findings contains found if {
	some board in prometheus.dashboards
	not board.facts.error
	not regex.match(`^[a-zA-Z0-9_-]{1,40}$`, board.facts.uid)
	found := finding.at(board.object, board.path, sprintf("%s has uid \"%s\"", [board.key, board.facts.uid]))
}

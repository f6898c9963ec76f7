# METADATA
# title: Panels are of types that Grafana still has
# description: |
#   Grafana 12 removed the panels built on AngularJS: they show an error instead of data.
# related_resources:
#   - https://grafana.com/docs/grafana/latest/developers/angular_deprecation/
# custom:
#   severity: error
#   help: >-
#     Use timeseries for graph, stat for singlestat, table for table-old, and the plain type for the others.
package rules.alerts["dashboard-panels"]

import data.lib.finding
import data.lib.prometheus

# https://grafana.com/docs/grafana/latest/developers/angular_deprecation/angular-plugins/
removed := {
	"graph": "timeseries",
	"singlestat": "stat",
	"table-old": "table",
	"grafana-singlestat-panel": "stat",
	"grafana-worldmap-panel": "geomap",
	"grafana-piechart-panel": "piechart",
	"natel-discrete-panel": "state-timeline",
}

findings contains found if {
	some board in prometheus.dashboards
	some panel in board.facts.panels
	replacement := removed[panel.type]
	found := finding.at(board.object, finding.inside(board.path, panel.path), sprintf("panel \"%s\" (%s) is of type %s, which Grafana removed; use %s", [
		panel.title,
		panel.path,
		panel.type,
		replacement,
	]))
}

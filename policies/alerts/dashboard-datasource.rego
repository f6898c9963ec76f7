# METADATA
# title: A dashboard lets its data source be chosen
# description: |
#   A fixed data source uid belongs to one Grafana: everywhere else every panel is empty.
# related_resources:
#   - https://grafana.com/docs/grafana/latest/dashboards/variables/add-template-variables/#add-a-data-source-variable
# custom:
#   severity: error
#   help: >-
#     Add a variable of type datasource and set the panel's datasource.uid to ${<name of the variable>}.
package rules.alerts["dashboard-datasource"]

import data.lib.finding
import data.lib.prometheus

# Grafana's own, which are there in every Grafana.
built_in := {"-- Grafana --", "-- Mixed --", "-- Dashboard --", "grafana", "__expr__"}

findings contains found if {
	some board in prometheus.dashboards
	some panel in board.facts.panels
	some uid in panel.datasources
	not uid in built_in
	not uid in variables(board)
	found := finding.at(board.object, finding.inside(board.path, panel.path), sprintf(
		"panel \"%s\" (%s) reads the data source \"%s\", which is no variable of type datasource",
		[panel.title, panel.path, uid],
	))
}

# A panel that names none reads the default data source, which may be anything.
findings contains found if {
	some board in prometheus.dashboards
	some panel in board.facts.panels
	count(panel.targets) > 0
	count(panel.datasources) == 0
	found := finding.at(board.object, finding.inside(board.path, panel.path), sprintf(
		"panel \"%s\" (%s) names no data source",
		[panel.title, panel.path],
	))
}

# Both ways to write a variable.
variables(board) := {written |
	some variable in board.facts.variables
	variable.type == "datasource"
	some form in ["${%s}", "$%s"]
	written := sprintf(form, [variable.name])
}

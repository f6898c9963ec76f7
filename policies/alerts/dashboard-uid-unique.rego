# METADATA
# title: Dashboards have their own uids
# description: Of two dashboards with one uid Grafana keeps whichever it read last, and stops writing either.
# related_resources:
#   - https://grafana.com/docs/grafana/latest/administration/provisioning/#dashboards
# custom:
#   severity: error
#   help: Give each dashboard its own uid.
package rules.alerts["dashboard-uid-unique"]

import data.lib.finding
import data.lib.prometheus

findings contains found if {
	some one, board in prometheus.dashboards
	some other, twin in prometheus.dashboards
	other < one
	board.facts.uid != ""
	board.facts.uid == twin.facts.uid
	found := finding.at(board.object, board.path, sprintf("%s has the uid \"%s\", which ConfigMap \"%s\" has too", [
		board.key,
		board.facts.uid,
		twin.object.metadata.name,
	]))
}

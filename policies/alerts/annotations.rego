# METADATA
# title: An alert says what is wrong
# description: Whoever is woken needs a summary, a description and the page that says what to do.
# related_resources:
#   - https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
# custom:
#   severity: error
#   help: Add the annotation.
package rules.alerts.annotations

import data.lib.finding
import data.lib.prometheus

findings contains found if {
	some alert in prometheus.alerts
	missing := [name |
		some name in data.params.alerts.annotations
		object.get(alert.rule, ["annotations", name], "") == ""
	]
	count(missing) > 0
	found := finding.at(alert.object, alert.path, sprintf("alert \"%s\" has no %s", [alert.rule.alert, concat(", no ", missing)]))
}

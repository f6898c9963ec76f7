# METADATA
# title: An alert lasts before it fires
# description: Without `for` a single failed scrape or one slow evaluation pages somebody.
# related_resources:
#   - https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
# custom:
#   severity: error
#   help: >-
#     Say how long the condition must hold; `for: 0m` when a single sample is enough.
package rules.alerts.for

import data.lib.finding
import data.lib.prometheus

findings contains found if {
	some alert in prometheus.alerts
	not alert.rule.for
	found := finding.at(alert.object, alert.path, sprintf("alert \"%s\" has no `for`", [alert.rule.alert]))
}

# METADATA
# title: No alert is there twice
# description: |
#   Two alerts on one condition page twice and are changed once. Alertmanager cannot tell two alerts of one name and
#   labels apart.
# related_resources:
#   - https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
# custom:
#   severity: error
#   help: Remove one of them, or make severity or `for` say how they differ.
package rules.alerts.duplicate

import data.lib.finding
import data.lib.objects
import data.lib.prometheus

# The same condition, as long and as severe.
findings contains found if {
	some one, alert in prometheus.alerts
	some other, twin in prometheus.alerts
	other < one
	normal(alert) == normal(twin)
	found := finding.at(alert.object, concat("", [alert.path, "/expr"]), sprintf(
		"alert \"%s\" fires exactly when alert \"%s\" of PrometheusRule \"%s\" does",
		[alert.rule.alert, twin.rule.alert, twin.object.metadata.name],
	))
}

# The same name and labels, whatever the condition.
findings contains found if {
	some one, alert in prometheus.alerts
	some other, twin in prometheus.alerts
	other < one
	alert.rule.alert == twin.rule.alert
	labels(alert) == labels(twin)
	normal(alert) != normal(twin)
	found := finding.at(alert.object, concat("", [alert.path, "/alert"]), sprintf(
		"there is another alert \"%s\" with the same labels in PrometheusRule \"%s\"",
		[alert.rule.alert, twin.object.metadata.name],
	))
}

normal(alert) := [
	concat("", regex.split(`\s+`, alert.expr)),
	object.get(alert.rule, "for", "0m"),
	object.get(labels(alert), "severity", ""),
]

labels(alert) := objects.map_of(alert.rule, "labels")

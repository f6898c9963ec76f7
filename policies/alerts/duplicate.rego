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
	some twins in by_condition
	some alert in later(twins)
	twin := prometheus.alerts[min(twins)]
	found := finding.at(alert.object, concat("", [alert.path, "/expr"]), sprintf(
		"alert \"%s\" fires exactly when alert \"%s\" of PrometheusRule \"%s\" does",
		[alert.rule.alert, twin.rule.alert, twin.object.metadata.name],
	))
}

# The same name and labels, whatever the condition.
findings contains found if {
	some twins in by_name
	some alert in later(twins)
	twin := prometheus.alerts[min(twins)]
	condition(alert) != condition(twin)
	found := finding.at(alert.object, concat("", [alert.path, "/alert"]), sprintf(
		"there is another alert \"%s\" with the same labels in PrometheusRule \"%s\"",
		[alert.rule.alert, twin.object.metadata.name],
	))
}

# The alerts of a set of positions but for the first.
later(positions) := [prometheus.alerts[i] | some i in positions; i != min(positions)]

by_condition[key] contains i if {
	some i, alert in prometheus.alerts
	key := condition(alert)
}

by_name[key] contains i if {
	some i, alert in prometheus.alerts
	key := [alert.rule.alert, labels(alert)]
}

condition(alert) := [
	concat("", [word | some line in split(alert.expr, "\n"); some word in split(line, " ")]),
	object.get(alert.rule, "for", "0m"),
	object.get(labels(alert), "severity", ""),
]

labels(alert) := objects.map_of(alert.rule, "labels")

# METADATA
# title: Severity is one that is routed
# description: |
#   Alertmanager routes by severity: an alert without one, or with one nobody knows, reaches nobody.
# related_resources:
#   - https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
# custom:
#   severity: error
#   help: Set labels.severity to one of the severities in policies/data/alerts.yaml.
package rules.alerts.severity

import data.lib.finding
import data.lib.prometheus

findings contains found if {
	some alert in prometheus.alerts
	severity := object.get(alert.rule, ["labels", "severity"], "")
	not severity in data.params.alerts.severities
	found := finding.at(alert.object, concat("", [alert.path, place(alert.rule)]), sprintf(
		"alert \"%s\" has severity \"%s\", wanted %s",
		[alert.rule.alert, severity, concat(", ", data.params.alerts.severities)],
	))
}

place(alert) := "/labels/severity" if alert.labels.severity

place(alert) := "" if not alert.labels.severity

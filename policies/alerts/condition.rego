# METADATA
# title: Alerts fire on a condition
# description: |
#   An alert fires for every series of its result. Without a comparison it fires for as long as there are series, and a count
#   that is compared with nothing never fires, because the count of nothing is no series.
# related_resources:
#   - https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
# custom:
#   severity: warning
#   help: Compare the value, or ask absent() whether there is anything.
package rules.alerts.condition

import data.lib.finding
import data.lib.prometheus

findings contains found if {
	some alert in prometheus.alerts
	alert.parsed.condition == false
	message := sprintf("alert \"%s\" fires whenever there are series: its expression has no condition: %s", [alert.rule.alert, alert.expr])
	found := finding.at(alert.object, concat("", [alert.path, "/expr"]), message)
}

findings contains found if {
	some alert in prometheus.alerts
	some comparison in alert.parsed.comparisons
	never(comparison)
	message := sprintf("alert \"%s\" asks whether %s is %v, which it never is: the count of nothing is no series", [
		alert.rule.alert,
		comparison.left,
		comparison.threshold,
	])
	found := finding.at(alert.object, concat("", [alert.path, "/expr"]), message)
}

never(comparison) if {
	comparison.threshold == 0
	comparison.op in {"==", "<="}
	regex.match(`^count\s*(\(|by\b|without\b)[^|]*\)$`, comparison.left)
	not regex.match(`\bor\b`, comparison.left)
}

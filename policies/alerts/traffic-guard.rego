# METADATA
# title: A ratio needs traffic
# description: |
#   With one request a minute, one failure is 100%: an alert on a ratio of rates wakes people at night for nothing
#   unless it also asks for a minimum of traffic.
# related_resources:
#   - https://sre.google/workbook/alerting-on-slos/#low-traffic-services-and-error-budget-alerting
# custom:
#   severity: warning
#   help: Add `and sum(rate(<requests>[5m])) > <minimum>` to the expression.
package rules.alerts["traffic-guard"]

import data.lib.finding
import data.lib.objects
import data.lib.prometheus

findings contains found if {
	some alert in prometheus.alerts
	some traffic in denominators(alert)
	not guarded(alert, traffic)
	found := finding.at(alert.object, concat("", [alert.path, "/expr"]), sprintf(
		"alert \"%s\" divides by the rate of %s and has no minimum of it",
		[alert.rule.alert, concat(" and ", traffic)],
	))
}

# The counters below each division: of the alert itself, and of the recording rules it compares.
denominators(alert) := {traffic |
	some division in array.concat(objects.list_of(alert.parsed, "divisions"), recorded_divisions(alert))
	traffic := prometheus.bases(division.denominator)
	count(traffic) > 0
	every metric in traffic { prometheus.is_counter(metric) }
}

recorded_divisions(alert) := [division |
	some record in prometheus.records
	record.rule.record in alert.parsed.metrics
	some division in record.parsed.divisions
]

guarded(alert, traffic) if {
	some comparison in alert.parsed.comparisons
	comparison.op in {">", ">="}
	prometheus.bases(comparison.metrics) == traffic
}

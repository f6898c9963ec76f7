# METADATA
# title: A share is a ratio
# description: |
#   A rate of failures compared with a number between 0 and 1 is failures a second, not a share of all: it fires by
#   how busy the service is.
# related_resources:
#   - https://prometheus.io/docs/practices/rules/#recording-rules
# custom:
#   severity: error
#   help: Divide the rate of what failed by the rate of everything.
package rules.alerts.ratio

import data.lib.finding
import data.lib.prometheus

failures := "error|fail|reject|drop|timeout|denied"

findings contains found if {
	some alert in prometheus.alerts
	some comparison in alert.parsed.comparisons
	comparison.op in {">", ">="}
	comparison.threshold > 0
	comparison.threshold < 1
	some selector in alert.parsed.selectors
	selector.metric in comparison.metrics
	prometheus.is_counter(selector.metric)
	regex.match(failures, selector.metric)
	"rate" in selector.within
	not divided(alert, selector.metric)
	found := finding.at(alert.object, concat("", [alert.path, "/expr"]), sprintf(
		"alert \"%s\" compares the rate of %s with %v, which is so many a second, not %v%% of all",
		[alert.rule.alert, selector.metric, comparison.threshold, comparison.threshold * 100],
	))
}

divided(alert, metric) if {
	some division in alert.parsed.divisions
	metric in division.numerator
}

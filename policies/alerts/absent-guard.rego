# METADATA
# title: A down alert sees a target that is gone
# description: |
#   `up == 0` is silent when the target is not even discovered: there is no series to compare. A second alert has to
#   ask for its absence.
# related_resources:
#   - https://prometheus.io/docs/prometheus/latest/querying/functions/#absent
# custom:
#   severity: error
#   help: Add an alert on absent(<the same selector>).
package rules.alerts["absent-guard"]

import data.lib.finding
import data.lib.objects
import data.lib.prometheus

findings contains found if {
	some alert in prometheus.alerts
	some comparison in alert.parsed.comparisons
	is_down(comparison)
	some selector in alert.parsed.selectors
	selector.metric in comparison.metrics
	regex.match(data.params.alerts.down_metrics, selector.metric)
	not has_guard(selector)
	found := finding.at(alert.object, concat("", [alert.path, "/expr"]), sprintf(
		"alert \"%s\" is silent when %s%s is not scraped at all, and no alert asks for its absence",
		[alert.rule.alert, selector.metric, of_job(selector)],
	))
}

is_down(comparison) if {
	comparison.op == "=="
	comparison.threshold == 0
}

is_down(comparison) if {
	comparison.op == "<"
	comparison.threshold == 1
}

# A guard asks for the absence of the metric, for the same job when the alert is about one.
has_guard(selector) if {
	some other in prometheus.alerts
	some guard in other.parsed.selectors
	guard.metric == selector.metric
	some name in guard.within
	name in {"absent", "absent_over_time"}
	job(guard) == job(selector)
}

job(selector) := {matcher.value |
	some matcher in objects.list_of(selector, "matchers")
	matcher.label == "job"
}

of_job(selector) := sprintf(" of job %s", [concat(", ", job(selector))]) if count(job(selector)) > 0

of_job(selector) := "" if count(job(selector)) == 0

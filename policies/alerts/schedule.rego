# METADATA
# title: A freshness alert allows a whole period
# description: |
#   An alert that a job has not succeeded for some time has to wait longer than the longest gap of its schedule, and
#   the job has to exist.
# related_resources:
#   - https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/workload/cronjob-metrics.md
# custom:
#   severity: error
#   help: Set the threshold to the longest gap between two runs and the time a run may take.
package rules.alerts.schedule

import data.lib.finding
import data.lib.objects
import data.lib.prometheus

findings contains found if {
	some entry in freshness
	some cron_job in objects.in_namespace("batch/CronJob", entry.namespace)
	cron_job.metadata.name == entry.name
	gap := input.facts.cron[cron_job.spec.schedule].longest_gap_seconds
	entry.threshold <= gap
	found := finding.at(entry.alert.object, concat("", [entry.alert.path, "/expr"]), sprintf(
		"alert \"%s\" fires after %v s without success, and CronJob \"%s\" runs as seldom as every %v s (%s)",
		[entry.alert.rule.alert, entry.threshold, entry.name, gap, cron_job.spec.schedule],
	))
}

findings contains found if {
	some entry in freshness
	names := {cron_job.metadata.name | some cron_job in objects.in_namespace("batch/CronJob", entry.namespace)}
	not entry.name in names
	found := finding.at(entry.alert.object, concat("", [entry.alert.path, "/expr"]), sprintf(
		"alert \"%s\" watches CronJob \"%s\" in namespace \"%s\", which is not there",
		[entry.alert.rule.alert, entry.name, entry.namespace],
	))
}

# Comparisons of "time() - <when a CronJob last succeeded>" with a number of seconds.
freshness contains entry if {
	some alert in prometheus.alerts
	some selector in alert.parsed.selectors
	selector.metric in {"kube_cronjob_status_last_successful_time", "kube_cronjob_status_last_schedule_time"}
	some comparison in alert.parsed.comparisons
	selector.metric in comparison.metrics
	comparison.op in {">", ">="}
	entry := {
		"alert": alert,
		"name": matched(selector, "cronjob"),
		"namespace": matched(selector, "namespace"),
		"threshold": comparison.threshold,
	}
}

matched(selector, label) := matcher.value if {
	some matcher in selector.matchers
	matcher.label == label
	matcher.op == "="
}

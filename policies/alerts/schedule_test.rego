package rules.alerts.schedule_test

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts.schedule as rule

environment(case) := {
	"objects": [
		fixture.prometheus_rule("rules", [{"alert": "A", "expr": "x"}]),
		{"apiVersion": "batch/v1", "kind": "CronJob", "metadata": {"name": "backup", "namespace": "web"}, "spec": {"schedule": "0 2 * * *"}},
	],
	"facts": {
		"cron": {"0 2 * * *": {"longest_gap_seconds": 86400}},
		"promql": {"x": fixture.parsed({
			"selectors": [{"metric": metric, "matchers": [
				{"label": "namespace", "op": "=", "value": "web"},
				{"label": "cronjob", "op": "=", "value": case.name},
			]}],
			"comparisons": [{"op": ">", "metrics": [metric], "threshold": case.threshold, "against": []}],
		})},
	},
}

metric := "kube_cronjob_status_last_successful_time"

accept := {
	"a day and some hours for a daily job": {"name": "backup", "threshold": 100000},
}

reject := {
	"less than a period": {
		"name": "backup",
		"threshold": 80000,
		"message": "alert \"A\" fires after 80000 s without success, and CronJob \"backup\" runs as seldom as every 86400 s (0 2 * * *)",
	},
	"a job that is not there": {
		"name": "back-up",
		"threshold": 100000,
		"message": "alert \"A\" watches CronJob \"back-up\" in namespace \"web\", which is not there",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case)
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case)
	{finding.message | some finding in found} == {case.message}
}

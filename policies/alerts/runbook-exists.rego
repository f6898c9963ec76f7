# METADATA
# title: The runbook is there
# description: |
#   A runbook link into this repository must name a file that is in it: a dead link is found at three in the
#   morning.
# related_resources:
#   - https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
# custom:
#   severity: error
#   help: Write the runbook, or correct the link.
package rules.alerts["runbook-exists"]

import data.lib.finding
import data.lib.prometheus

findings contains found if {
	data.params.alerts.runbooks != ""
	some alert in prometheus.alerts
	url := alert.rule.annotations.runbook_url
	startswith(url, data.params.alerts.runbooks)
	file := split(trim_prefix(url, data.params.alerts.runbooks), "#")[0]
	not file in input.files
	found := finding.at(alert.object, concat("", [alert.path, "/annotations/runbook_url"]), sprintf(
		"the runbook of alert \"%s\" is \"%s\", which is not in this repository",
		[alert.rule.alert, file],
	))
}

findings contains found if {
	some alert in prometheus.alerts
	url := alert.rule.annotations.runbook_url
	not regex.match(`^https://[^/\s]+/\S+$`, url)
	found := finding.at(alert.object, concat("", [alert.path, "/annotations/runbook_url"]), sprintf(
		"the runbook of alert \"%s\" is \"%s\", which is no https:// address",
		[alert.rule.alert, url],
	))
}

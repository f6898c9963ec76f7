# METADATA
# title: Templates of alerts are filled in
# description: |
#   Prometheus drops a rule file whose template it cannot parse, and shows nothing for a label that the expression took away.
# related_resources:
#   - https://prometheus.io/docs/prometheus/latest/configuration/template_reference/
# custom:
#   severity: error
#   help: Correct the template, or keep the label in the aggregation.
package rules.alerts.template

import data.lib.finding
import data.lib.prometheus

findings contains found if {
	some text in texts
	message := sprintf("%s of alert \"%s\" is no template: it %s", [text.name, text.alert.rule.alert, input.facts.templates[text.value].error])
	found := finding.at(text.alert.object, text.path, message)
}

findings contains found if {
	some text in texts
	some label in input.facts.templates[text.value].labels
	not label in text.alert.parsed.labels
	message := sprintf("%s of alert \"%s\" shows the label %s, which its expression leaves out; it has %s", [
		text.name,
		text.alert.rule.alert,
		label,
		has(text.alert.parsed.labels),
	])
	found := finding.at(text.alert.object, text.path, message)
}

texts contains {"alert": alert, "name": name, "value": value, "path": path} if {
	some alert in prometheus.alerts
	some field in ["annotations", "labels"]
	some name, value in alert.rule[field]
	input.facts.templates[value]
	path := concat("", [alert.path, finding.pointer([field, name])])
}

has([]) := "none"

has(labels) := concat(", ", labels) if count(labels) > 0

# METADATA
# title: The alerts have the limits of the budget
# description: >-
#   Alerts and dashboards compare spending with recorded limits; they have to be those of
#   policies/data/budgets.yaml.
# related_resources:
#   - https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/
# custom:
#   severity: error
#   help: Set the same number in both places.
package rules.budget["alert-thresholds"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some manifest in objects.of("monitoring.coreos.com/PrometheusRule")
	some i, group in manifest.spec.groups
	some j, rule in group.rules
	some period, record in data.params.budgets.recording_rules
	rule.record == record
	wanted := data.params.budgets.environments[input.environment].llm[period]
	not is_amount(sprintf("%v", [rule.expr]), wanted)
	message := sprintf("%s is %v, and the %s budget is %v USD", [record, rule.expr, period, wanted])
	found := finding.at(manifest, concat("/", ["/spec/groups", format_int(i, 10), "rules", format_int(j, 10), "expr"]), message)
}

is_amount(value, wanted) if {
	regex.match(`^[0-9]+([.][0-9]+)?$`, value)
	to_number(value) == wanted
}

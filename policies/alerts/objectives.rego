# METADATA
# title: Thresholds agree with the objectives
# description: |
#   The limits and objectives that people agreed on are declared once, in policies/data/alerts.yaml; an alert that
#   compares the same metrics with another number warns too late or too early, and an objective with no alert is a
#   wish.
# related_resources:
#   - https://sre.google/workbook/alerting-on-slos/
# custom:
#   severity: error
#   help: >-
#     Compare with the declared number or recording rule, or change the declaration in policies/data/alerts.yaml.
package rules.alerts.objectives

import data.lib.finding
import data.lib.prometheus

declared := data.params.alerts.objectives

# Alerts that compare what an objective is about, in its direction.
about[i] contains entry if {
	some i, objective in declared
	some alert in prometheus.alerts
	some comparison in alert.parsed.comparisons
	direction(comparison.op) == direction(objective.op)
	prometheus.bases(comparison.metrics) == {metric | some metric in objective.metrics}
	entry := {"alert": alert, "seen": seen(comparison)}
}

direction(op) := trim_suffix(op, "=")

# The names of recorded limits, or the number.
seen(comparison) := {limit | some limit in comparison.against} if count(comparison.against) > 0

seen(comparison) := {comparison.threshold} if comparison.threshold

findings contains found if {
	some i, objective in declared
	some entry in about[i]
	wanted := {threshold | some threshold in objective.thresholds}
	count(entry.seen & wanted) == 0
	found := finding.at(entry.alert.object, concat("", [entry.alert.path, "/expr"]), sprintf(
		"alert \"%s\" compares %s with %s, declared is %s",
		[entry.alert.rule.alert, objective.name, words(entry.seen), words(wanted)],
	))
}

# An environment that alerts on any objective has an alert for each.
findings contains found if {
	count(about) > 0
	some i, objective in declared
	some threshold in objective.thresholds
	not threshold in {limit | some entry in about[i]; some limit in entry.seen}
	found := finding.everywhere(sprintf("no alert compares %s with %v", [objective.name, threshold]))
}

words(limits) := concat(", ", [sprintf("%v", [limit]) | some limit in limits])

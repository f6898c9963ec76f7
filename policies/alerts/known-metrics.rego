# METADATA
# title: Metrics exist
# description: |
#   An alert, a recording rule or a panel on a metric that nothing exposes is silent for ever: no data looks like no
#   problem.
# related_resources:
#   - https://prometheus.io/docs/practices/alerting/
# custom:
#   severity: error
#   help: >-
#     Correct the name, or add the metric to policies/data/metrics.yaml with the exporter that exposes it.
package rules.alerts["known-metrics"]

import data.lib.finding
import data.lib.prometheus

findings contains found if {
	# Without a catalogue nobody can tell.
	count(data.params.metrics.metrics) > 0
	some query in array.concat(prometheus.rule_queries, prometheus.dashboard_queries)
	some metric in query.parsed.metrics
	not prometheus.is_known(metric)
	found := finding.at(query.object, query.path, sprintf(
		"%s reads %s, which nothing here exposes or records",
		[query.what, metric],
	))
}

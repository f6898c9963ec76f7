# METADATA
# title: Counters are not compared raw
# description: |
#   A counter only ever grows, until its process restarts: what matters is how fast, never how far.
# related_resources:
#   - https://prometheus.io/docs/practices/instrumentation/#counter-vs-gauge-summary-vs-histogram
# custom:
#   severity: error
#   help: Put rate() or increase() over a range around the counter.
package rules.alerts["counter-raw"]

import data.lib.finding
import data.lib.prometheus

findings contains found if {
	some query in array.concat(prometheus.rule_queries, prometheus.trigger_queries)
	some selector in query.parsed.selectors
	prometheus.is_counter(selector.metric)
	not selector.presence
	every name in selector.within { not name in prometheus.counter_functions }
	found := finding.at(query.object, query.path, sprintf(
		"%s reads the counter %s without rate() or increase(), so it depends on when the process last started",
		[query.what, selector.metric],
	))
}

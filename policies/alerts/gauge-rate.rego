# METADATA
# title: Gauges have no rate
# description: rate() and increase() take every fall of a gauge for a restart and add it on.
# related_resources:
#   - https://prometheus.io/docs/prometheus/latest/querying/functions/#rate
# custom:
#   severity: error
#   help: Use delta() or deriv() for a gauge, or an _over_time function.
package rules.alerts["gauge-rate"]

import data.lib.finding
import data.lib.prometheus

findings contains found if {
	some query in prometheus.queries
	some selector in query.parsed.selectors
	prometheus.is_gauge(selector.metric)
	selector.within[0] in prometheus.growth_functions
	found := finding.at(query.object, query.path, sprintf("%s takes %s() of the gauge %s", [
		query.what,
		selector.within[0],
		selector.metric,
	]))
}

# METADATA
# title: PromQL parses
# description: |
#   Prometheus loads no rule file with an expression it cannot parse: the whole file is dropped, and nobody is
#   alerted of anything in it.
# related_resources:
#   - https://prometheus.io/docs/prometheus/latest/querying/basics/
# custom:
#   severity: error
#   help: Correct the expression at the column named; promtool check rules says the same.
package rules.alerts["promql-parses"]

import data.lib.finding
import data.lib.prometheus

findings contains found if {
	some query in prometheus.queries
	error := query.parsed.error
	found := finding.at(query.object, place(query), sprintf("the expression of %s %s (column %d): %s", [
		query.what,
		error.message,
		error.column,
		query.expr,
	]))
}

# The line of the expression, where it has several and is no part of a string already.
place(query) := finding.inside(query.path, sprintf("L%d", [query.parsed.error.line])) if {
	query.parsed.error.line > 1
	not contains(query.path, "#")
} else := query.path

# METADATA
# title: Recording rules are named level:metric:operations
# description: |
#   The name tells a reader the labels that are left, the metric it is made of and what was done to it. A constant
#   needs no operations.
# related_resources:
#   - https://prometheus.io/docs/practices/rules/#naming
# custom:
#   severity: error
#   help: Rename it, for instance job:http_requests:rate5m.
package rules.alerts["recording-rule-name"]

import data.lib.finding
import data.lib.prometheus

findings contains found if {
	some record in prometheus.records
	name := record.rule.record
	not regex.match(convention(record), name)
	found := finding.at(record.object, concat("", [record.path, "/record"]), sprintf(
		"recording rule \"%s\" is not named level:metric:operations",
		[name],
	))
}

convention(record) := `^[a-zA-Z_]\w*(:[a-zA-Z_]\w*){1,2}$` if is_constant(record)

convention(record) := `^[a-zA-Z_]\w*:[a-zA-Z_]\w*:\w+$` if not is_constant(record)

is_constant(record) if is_number(record.parsed.number)

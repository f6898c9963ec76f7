package rules.alerts.condition_test

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts.condition as rule

environment(case) := fixture.environment([{"alert": "A", "expr": "x"}], {"x": fixture.parsed(case)})

count_of(op, threshold, left) := {"condition": true, "comparisons": [{"op": op, "threshold": threshold, "left": left, "metrics": [], "against": [], "within": []}]}

accept := {
	"a condition": {"condition": true},
	"nothing known": {},
	"a count that may be small": count_of("<", 2, "count(up)"),
	"a count with a default": count_of("==", 0, "count(up) or vector(0)"),
	"a sum": count_of("==", 0, "sum(up)"),
}

reject := {
	"none": {"condition": false},
	"a count that is never 0": count_of("==", 0, "count(up)"),
	"a count by a label": count_of("<=", 0, "count by (job) (up)"),
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case)
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case)
	{finding.path | some finding in found} == {"/spec/groups/0/rules/0/expr"}
}

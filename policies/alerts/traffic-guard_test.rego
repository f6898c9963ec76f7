package rules.alerts["traffic-guard_test"]

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts["traffic-guard"] as rule

message := "alert \"A\" divides by the rate of requests_total and has no minimum of it"

division := [{"numerator": ["errors_total"], "denominator": ["requests_total"]}]

ratio := {"op": ">", "metrics": ["errors_total", "requests_total"], "threshold": 0.1, "against": []}

guard := {"op": ">", "metrics": ["requests_total"], "threshold": 0.1, "against": []}

environment(case) := fixture.environment([{"alert": "A", "expr": "x"}, {"record": "job:errors:ratio", "expr": "y"}], {
	"x": fixture.parsed(object.union({"metrics": ["errors_total", "requests_total", "size"]}, case.alert)),
	"y": fixture.parsed({"metrics": ["errors_total", "requests_total"], "divisions": division}),
})

accept := {
	"a ratio with a minimum": {"alert": {"divisions": division, "comparisons": [ratio, guard]}},
	"a guard of a recorded ratio": {"alert": {"metrics": ["job:errors:ratio"], "comparisons": [guard]}},
	"a ratio of gauges": {"alert": {"divisions": [{"numerator": ["used"], "denominator": ["size"]}]}},
}

reject := {
	"a bare ratio": {"alert": {"divisions": division, "comparisons": [ratio]}, "message": message},
	"a recorded ratio": {"alert": {"metrics": ["job:errors:ratio"], "comparisons": []}, "message": message},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case) with data.params.metrics as {"metrics": {}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case) with data.params.metrics as {"metrics": {}}
	{finding.message | some finding in found} == {case.message}
}

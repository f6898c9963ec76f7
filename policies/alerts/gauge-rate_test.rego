package rules.alerts["gauge-rate_test"]

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts["gauge-rate"] as rule

environment(case) := fixture.environment([{"alert": "A", "expr": "x"}], {"x": fixture.parsed({"selectors": [case.selector]})})

accept := {
	"rate of a counter": {"selector": {"metric": "jobs_total", "within": ["rate"]}},
	"delta of a gauge": {"selector": {"metric": "queue", "within": ["delta"]}},
}

reject := {
	"rate of a gauge": {"selector": {"metric": "queue", "within": ["rate", "sum"]}, "message": "alert \"A\" takes rate() of the gauge queue"},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case) with data.params.metrics as {"metrics": {"queue": {"type": "gauge"}}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case) with data.params.metrics as {"metrics": {"queue": {"type": "gauge"}}}
	{finding.message | some finding in found} == {case.message}
}

package rules.alerts["counter-raw_test"]

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts["counter-raw"] as rule

message := "alert \"A\" reads the counter jobs_total without rate() or increase(), so it depends on when the process last started"

environment(case) := fixture.environment([{"alert": "A", "expr": "x"}], {"x": fixture.parsed({"selectors": [case.selector]})})

accept := {
	"rate of a counter": {"selector": {"metric": "jobs_total", "within": ["rate", "sum"]}},
	"absent counter": {"selector": {"metric": "jobs_total", "within": ["absent"]}},
	"only whether it is there": {"selector": {"metric": "jobs_total", "within": [], "presence": true}},
	"a gauge": {"selector": {"metric": "queue", "within": []}},
}

reject := {
	"a counter as it is": {"selector": {"metric": "jobs_total", "within": ["sum"]}, "message": message},
	"a counter by the catalogue": {"selector": {"metric": "jobs", "within": []}, "message": replace(message, "jobs_total", "jobs")},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case) with data.params.metrics as {"metrics": {"jobs": {"type": "counter"}}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case) with data.params.metrics as {"metrics": {"jobs": {"type": "counter"}}}
	{finding.message | some finding in found} == {case.message}
}

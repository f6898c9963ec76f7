package rules.alerts.objectives_test

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts.objectives as rule

objectives := {"objectives": [{"name": "the error ratio", "metrics": ["errors_total", "requests_total"], "op": ">", "thresholds": [0.1]}]}

environment(case) := fixture.environment([{"alert": "A", "expr": "x"}, {"record": "job:errors:ratio", "expr": "y"}], {
	"x": fixture.parsed({"metrics": ["errors_total", "requests_total"], "comparisons": [case.comparison]}),
	"y": fixture.parsed({"metrics": ["errors_total", "requests_total"]}),
})

accept := {
	"the declared number": {"comparison": {"op": ">", "metrics": ["errors_total", "requests_total"], "threshold": 0.1, "against": []}},
	"through a recording rule": {"comparison": {"op": ">=", "metrics": ["job:errors:ratio"], "threshold": 0.1, "against": []}},
	"another direction is another matter": {"comparison": {"op": "<", "metrics": ["errors_total", "requests_total"], "threshold": 5, "against": []}},
}

reject := {
	"another number": {
		"comparison": {"op": ">", "metrics": ["errors_total", "requests_total"], "threshold": 0.2, "against": []},
		"messages": {"alert \"A\" compares the error ratio with 0.2, declared is 0.1", "no alert compares the error ratio with 0.1"},
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case) with data.params.alerts as objectives
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case) with data.params.alerts as objectives
	{finding.message | some finding in found} == case.messages
}

package rules.alerts["promql-parses_test"]

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts["promql-parses"] as rule

environment(case) := fixture.environment([{"alert": "A", "expr": "up{"}], {"up{": case.parsed})

accept := {
	"an expression that parses": {"parsed": fixture.parsed({"metrics": ["up"]})},
}

reject := {
	"an expression that does not": {
		"parsed": {"error": {"message": "does not parse at its end", "column": 3}},
		"message": "the expression of alert \"A\" does not parse at its end (column 3): up{",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case)
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case)
	{finding.message | some finding in found} == {case.message}
}

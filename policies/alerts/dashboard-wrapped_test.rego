package rules.alerts["dashboard-wrapped_test"]

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts["dashboard-wrapped"] as rule

environment(case) := fixture.dashboard(case.facts)

accept := {
	"bare": {"facts": {"wrapped": false}},
}

reject := {
	"wrapped": {"facts": {"wrapped": true}, "message": `board.json wraps its dashboard in {"dashboard": …}`},
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

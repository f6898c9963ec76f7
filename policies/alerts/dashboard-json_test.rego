package rules.alerts["dashboard-json_test"]

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts["dashboard-json"] as rule

environment(case) := fixture.dashboard(case.facts)

accept := {
	"JSON": {"facts": {}},
}

reject := {
	"no JSON": {"facts": {"error": "Unexpected end"}, "message": "board.json is no JSON: Unexpected end"},
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

package rules.alerts["dashboard-identity_test"]

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts["dashboard-identity"] as rule

environment(case) := fixture.dashboard(case.facts)

accept := {
	"both": {"facts": {"uid": "web-cost", "title": "Cost"}},
	"what does not parse is told elsewhere": {"facts": {"uid": "", "title": "", "error": "no"}},
}

reject := {
	"no uid": {"facts": {"uid": ""}, "message": `board.json has uid ""`},
	"a uid Grafana refuses": {"facts": {"uid": "web cost"}, "message": `board.json has uid "web cost"`},
	"no title": {"facts": {"title": ""}, "message": "board.json has no title"},
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

package rules.alerts["recording-rule-name_test"]

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts["recording-rule-name"] as rule

environment(case) := fixture.environment([{"record": case.name, "expr": "x"}], {"x": case.parsed})

accept := {
	"three parts": {"name": "job:requests:rate5m", "parsed": fixture.parsed({})},
	"a constant of two": {"name": "team:limit_usd", "parsed": fixture.parsed({"number": 100})},
}

reject := {
	"no level": {"name": "requests_rate5m", "parsed": fixture.parsed({}), "message": "recording rule \"requests_rate5m\" is not named level:metric:operations"},
	"no operations": {"name": "job:requests", "parsed": fixture.parsed({}), "message": "recording rule \"job:requests\" is not named level:metric:operations"},
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

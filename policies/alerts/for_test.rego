package rules.alerts.for_test

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts.for as rule

environment(case) := fixture.environment([case.rule], {})

accept := {
	"an alert that waits": {"rule": {"alert": "A", "expr": "x", "for": "5m"}},
	"an alert that need not, and says so": {"rule": {"alert": "A", "expr": "x", "for": "0m"}},
	"a recording rule": {"rule": {"record": "a:b:c", "expr": "x"}},
}

reject := {
	"no for": {"rule": {"alert": "A", "expr": "x"}, "message": "alert \"A\" has no `for`"},
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

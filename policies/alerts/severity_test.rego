package rules.alerts.severity_test

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts.severity as rule

environment(case) := fixture.environment([case.rule], {})

accept := {
	"a known severity": {"rule": {"alert": "A", "expr": "x", "labels": {"severity": "warning"}}},
}

reject := {
	"a misspelled severity": {
		"rule": {"alert": "A", "expr": "x", "labels": {"severity": "warn"}},
		"message": "alert \"A\" has severity \"warn\", wanted critical, warning",
	},
	"no labels": {"rule": {"alert": "A", "expr": "x"}, "message": "alert \"A\" has severity \"\", wanted critical, warning"},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case) with data.params.alerts as {"severities": ["critical", "warning"]}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case) with data.params.alerts as {"severities": ["critical", "warning"]}
	{finding.message | some finding in found} == {case.message}
}

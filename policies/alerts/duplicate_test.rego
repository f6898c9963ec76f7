package rules.alerts.duplicate_test

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts.duplicate as rule

warning := {"alert": "A", "expr": "x > 1", "labels": {"severity": "warning"}}

environment(case) := fixture.environment(case.rules, {})

accept := {
	"another condition": {"rules": [warning, {"alert": "B", "expr": "y > 1"}]},
	"a longer one that is more severe": {"rules": [warning, {"alert": "A", "expr": "x > 1", "for": "1h", "labels": {"severity": "critical"}}]},
}

reject := {
	"the same condition, spaced differently": {
		"rules": [warning, {"alert": "B", "expr": "x>1", "labels": {"severity": "warning"}}],
		"message": "alert \"B\" fires exactly when alert \"A\" of PrometheusRule \"rules\" does",
	},
	"the same name and labels": {
		"rules": [warning, object.union(warning, {"expr": "y > 1"})],
		"message": "there is another alert \"A\" with the same labels in PrometheusRule \"rules\"",
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

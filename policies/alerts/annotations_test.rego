package rules.alerts.annotations_test

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts.annotations as rule

environment(case) := fixture.environment([case.rule], {})

accept := {
	"all of them": {"rule": {"alert": "A", "expr": "x", "annotations": {"summary": "s", "runbook_url": "u"}}},
}

reject := {
	"one is missing": {"rule": {"alert": "A", "expr": "x", "annotations": {"summary": "s"}}, "message": "alert \"A\" has no runbook_url"},
	"one is empty": {"rule": {"alert": "A", "expr": "x", "annotations": {"summary": "", "runbook_url": "u"}}, "message": "alert \"A\" has no summary"},
	"none at all": {"rule": {"alert": "A", "expr": "x"}, "message": "alert \"A\" has no summary, no runbook_url"},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case) with data.params.alerts as {"annotations": ["summary", "runbook_url"]}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case) with data.params.alerts as {"annotations": ["summary", "runbook_url"]}
	{finding.message | some finding in found} == {case.message}
}

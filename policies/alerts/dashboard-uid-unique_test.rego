package rules.alerts["dashboard-uid-unique_test"]

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts["dashboard-uid-unique"] as rule

environment(case) := fixture.dashboards(case.boards, {}, "monitoring")

accept := {
	"two of their own": {"boards": {"a": {"uid": "a"}, "b": {"uid": "b"}}},
}

reject := {
	"one for two": {"boards": {"a": {"uid": "a"}, "b": {"uid": "a"}}, "message": `board.json has the uid "a", which ConfigMap "a" has too`},
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

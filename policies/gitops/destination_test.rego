package rules.gitops.destination_test

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops.destination as rule

environment(case) := fixture.environment([fixture.application(case.spec)])

accept := {
	"server": {"spec": {"destination": {"server": "s"}}},
	"name": {"spec": {"destination": {"name": "n"}}},
}

reject := {
	"both": {"spec": {"destination": {"server": "s", "name": "n"}}, "message": `the destination of Application "web" has both server and name`},
	"neither": {"spec": {"destination": {"namespace": "web"}}, "message": `the destination of Application "web" has neither server nor name`},
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

package rules.gitops["allow-empty_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["allow-empty"] as rule

environment(case) := fixture.environment([fixture.application(case.spec)])

accept := {
	"false": {"spec": {"syncPolicy": {"automated": {"allowEmpty": false}}}},
}

reject := {
	"true": {"spec": {"syncPolicy": {"automated": {"allowEmpty": true}}}, "message": `Application "web" may be emptied by a mistake`},
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

package rules.gitops["project-default_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["project-default"] as rule

environment(case) := fixture.environment([fixture.application(case.spec)])

accept := {
	"a project of its own": {"spec": {"project": "web"}},
}

reject := {
	"default": {"spec": {"project": "default"}, "message": `Application "web" is in project default`},
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

package rules.gitops.automated_test

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops.automated as rule

environment(case) := fixture.environment([fixture.application(case.spec)])

accept := {
	"both": {"spec": {"syncPolicy": {"automated": {"prune": true, "selfHeal": true}}}},
	"by hand": {"spec": {}},
}

reject := {
	"no selfHeal": {"spec": {"syncPolicy": {"automated": {"prune": true}}}, "message": `Application "web" is automated without selfHeal`},
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

package rules.gitops["replace-with-server-side-apply_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["replace-with-server-side-apply"] as rule

environment(case) := fixture.environment([fixture.application(case.spec)])

accept := {
	"one of them": {"spec": {"syncPolicy": {"syncOptions": ["Replace=true"]}}},
}

reject := {
	"both": {
		"spec": {"syncPolicy": {"syncOptions": ["Replace=true", "ServerSideApply=true"]}},
		"message": `Application "web" has Replace=true beside ServerSideApply=true`,
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

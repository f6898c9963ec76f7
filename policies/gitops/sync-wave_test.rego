package rules.gitops["sync-wave_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["sync-wave"] as rule

environment(case) := fixture.environment([fixture.manifest("v1", "ConfigMap", {"name": "c", "annotations": {"argocd.argoproj.io/sync-wave": case.wave}})])

accept := {
	"a number": {"wave": "-3"},
}

reject := {
	"a word": {"wave": "first", "message": `the sync wave "first" is no whole number`},
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

package rules.gitops["project-exists_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["project-exists"] as rule

environment(case) := fixture.environment(case.objects)

accept := {
	"one that is there": {"objects": [fixture.application({"project": "web"}), fixture.project({})]},
}

reject := {
	"one that is not": {"objects": [fixture.application({"project": "wbe"}), fixture.project({})], "message": `there is no AppProject "wbe"`},
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

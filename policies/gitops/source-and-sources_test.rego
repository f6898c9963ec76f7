package rules.gitops["source-and-sources_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["source-and-sources"] as rule

environment(case) := fixture.environment([fixture.application(case.spec)])

accept := {
	"source": {"spec": {"source": {"path": "a"}}},
	"sources": {"spec": {"sources": [{"path": "a"}]}},
}

reject := {
	"both": {"spec": {"source": {"path": "a"}, "sources": [{"path": "a"}]}, "message": `Application "web" has source beside sources: source is ignored`},
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

package rules.gitops["project-source_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["project-source"] as rule

environment(case) := fixture.environment([
	fixture.application({"project": "web", "source": {"repoURL": case.url, "path": "a"}}),
	fixture.project({"sourceRepos": ["https://git.example.com/r.git"]}),
])

accept := {
	"listed": {"url": "https://git.example.com/r.git"},
	"spelled otherwise": {"url": "https://git.example.com/r"},
}

reject := {
	"another": {"url": "https://git.example.com/x.git", "message": `AppProject "web" does not allow https://git.example.com/x.git`},
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

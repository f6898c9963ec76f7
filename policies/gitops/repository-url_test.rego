package rules.gitops["repository-url_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["repository-url"] as rule

environment(case) := object.union(
	fixture.environment([application |
		some i, url in case.urls
		application := fixture.named_application(sprintf("a%d", [i]), {"source": {"repoURL": url, "path": "apps/web"}})
	]),
	{"files": ["apps/web/deployment.yaml"]},
)

accept := {
	"one": {"urls": ["https://git.example.com/r.git", "https://git.example.com/r.git"]},
}

reject := {
	"two": {
		"urls": ["https://git.example.com/r.git", "https://git.example.com/r.git", "https://git.example.com/r"],
		"message": "this repository is https://git.example.com/r here and https://git.example.com/r.git elsewhere",
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

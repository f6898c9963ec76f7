package rules.gitops["source-overrides_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["source-overrides"] as rule

environment(case) := fixture.environment([fixture.application(case.spec)])

accept := {
	"nothing": {"spec": {"source": {"path": "apps/web"}}},
	"a version of Kustomize": {"spec": {"source": {"path": "apps/web", "kustomize": {"version": "v5.8.1"}}}},
}

reject := {
	"images": {
		"spec": {"source": {"repoURL": "https://git.example.com/r", "path": "apps/web", "kustomize": {"images": ["web:2"]}}},
		"message": `Application "web" sets kustomize.images on top of apps/web`,
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

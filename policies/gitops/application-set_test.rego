package rules.gitops["application-set_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["application-set"] as rule

environment(case) := fixture.environment([object.union(
	fixture.manifest("argoproj.io/v1alpha1", "ApplicationSet", {"name": "s", "namespace": "argocd"}),
	{"spec": case.spec},
)])

accept := {
	"strict": {"spec": {"goTemplate": true, "goTemplateOptions": ["missingkey=error"], "template": {"spec": {"project": "web"}}}},
}

reject := {
	"lax": {
		"spec": {"goTemplate": true, "template": {"spec": {"project": "web"}}},
		"message": `ApplicationSet "s" does not have goTemplate: true with missingkey=error`,
	},
	"a templated project": {
		"spec": {"goTemplate": true, "goTemplateOptions": ["missingkey=error"], "template": {"spec": {"project": "{{.team}}"}}},
		"message": `ApplicationSet "s" takes its project from {{.team}}`,
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

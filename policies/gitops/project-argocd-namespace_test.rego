package rules.gitops["project-argocd-namespace_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["project-argocd-namespace"] as rule

message := `AppProject "web" may create Applications, and other kinds, in namespace "argocd"`

here := [{"server": "s", "namespace": "argocd"}]

environment(case) := fixture.environment([fixture.project(case.spec)])

accept := {
	"another namespace": {"spec": {"destinations": [{"server": "s", "namespace": "web"}]}},
	"the root": {"spec": {"destinations": here, "namespaceResourceWhitelist": [{"group": "argoproj.io", "kind": "Application"}]}},
	"settings": {"spec": {"destinations": here, "namespaceResourceWhitelist": [{"group": "", "kind": "ConfigMap"}]}},
}

reject := {
	"any kind": {"spec": {"destinations": here}, "message": message},
	"a wildcard": {"spec": {"destinations": here, "namespaceResourceWhitelist": [{"group": "*", "kind": "*"}]}, "message": message},
	"Applications and more": {
		"spec": {"destinations": here, "namespaceResourceWhitelist": [{"group": "argoproj.io", "kind": "Application"}, {"group": "", "kind": "Secret"}]},
		"message": message,
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

package rules.gitops["project-wildcard_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["project-wildcard"] as rule

environment(case) := fixture.environment([fixture.project(case.spec)])

accept := {
	"everything named": {"spec": {
		"sourceRepos": ["https://git.example.com/r.git"],
		"destinations": [{"server": "https://c", "namespace": "web"}],
		"clusterResourceWhitelist": [{"group": "", "kind": "Namespace"}],
	}},
	"a prefix": {"spec": {"destinations": [{"server": "https://c", "namespace": "team-*"}]}},
}

reject := {
	"any repository": {"spec": {"sourceRepos": ["*"]}, "message": `AppProject "web" deploys from any repository`},
	"any namespace": {"spec": {"destinations": [{"server": "https://c", "namespace": "*"}]}, "message": `AppProject "web" deploys to any namespace`},
	"any cluster": {"spec": {"destinations": [{"server": "*", "namespace": "web"}]}, "message": `AppProject "web" deploys to any server`},
	"any kind": {
		"spec": {"clusterResourceWhitelist": [{"group": "*", "kind": "*"}]},
		"message": `AppProject "web" may create any cluster-scoped object of group "*"`,
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

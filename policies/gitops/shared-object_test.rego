package rules.gitops["shared-object_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["shared-object"] as rule

environment(case) := {"objects": [config], "origins": {"v1/ConfigMap/web/c": [origin |
	some owner in case.owners
	origin := {"application": owner, "tree": "apps/web"}
]}}

config := fixture.manifest("v1", "ConfigMap", {"name": "c", "namespace": "web"})

accept := {
	"one": {"owners": ["web"]},
	"no Application at all": {"owners": [null, null]},
}

reject := {
	"two": {"owners": ["web", "db"], "message": "is deployed by the Applications db and web"},
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

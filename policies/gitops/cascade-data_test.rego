package rules.gitops["cascade-data_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["cascade-data"] as rule

environment(case) := fixture.deploying(
	object.union(fixture.application({}), {"metadata": {"finalizers": ["resources-finalizer.argocd.argoproj.io"]}}),
	[fixture.manifest("v1", "PersistentVolumeClaim", {"name": "data", "namespace": "web", "annotations": {"argocd.argoproj.io/sync-options": case.options}})],
	[],
)

accept := {
	"kept": {"options": "Prune=false,Delete=false"},
	"confirmed by a person": {"options": "Prune=confirm,Delete=confirm"},
}

reject := {
	"not kept on deletion": {"options": "Prune=false", "message": `goes when Application "web" is deleted, without Delete=false`},
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

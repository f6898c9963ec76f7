package rules.gitops["project-destination_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["project-destination"] as rule

environment(case) := fixture.deploying(
	fixture.application({"project": "web", "destination": {"server": "https://c", "namespace": case.namespace}}),
	[fixture.manifest("v1", "ConfigMap", {"name": "c", "namespace": case.object})],
	[fixture.project({"destinations": [{"server": "https://c", "namespace": "web"}, {"server": "https://c", "namespace": "web-*"}]})],
)

accept := {
	"listed": {"namespace": "web", "object": "web"},
	"an object in another that is listed": {"namespace": "web", "object": "web-jobs"},
}

reject := {
	"another namespace": {"namespace": "wbe", "object": "wbe", "message": `AppProject "web" does not allow namespace "wbe" of https://c`},
	"an object in another": {
		"namespace": "web",
		"object": "kube-system",
		"message": `AppProject "web" of Application "web" does not allow namespace "kube-system"`,
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

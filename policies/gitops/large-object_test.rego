package rules.gitops["large-object_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["large-object"] as rule

large := replace(replace(row, "x", row), "x", row)

row := "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

environment(case) := fixture.deploying(
	fixture.application({"syncPolicy": {"syncOptions": case.options}}),
	[object.union(fixture.manifest("v1", "ConfigMap", {"name": "c", "namespace": "web"}), {"data": {"a": case.data}})],
	[],
)

accept := {
	"a small one": {"data": "x", "options": []},
	"on the server": {"data": large, "options": ["ServerSideApply=true"]},
}

reject := {
	"on the client": {"data": large, "options": [], "message": `has 262240 bytes and Application "web" applies it on the client`},
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

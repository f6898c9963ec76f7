package rules.alerts["runbook-exists_test"]

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts["runbook-exists"] as rule

environment(case) := object.union(
	fixture.environment([{"alert": "A", "expr": "x", "annotations": {"runbook_url": case.url}}], {}),
	{"files": ["docs/down.md"]},
)

accept := {
	"a file of the repository": {"url": "https://git.example.com/org/repo/blob/main/docs/down.md"},
	"a section of it": {"url": "https://git.example.com/org/repo/blob/main/docs/down.md#first"},
	"somebody else's page": {"url": "https://runbooks.prometheus-operator.dev/runbooks/general/targetdown"},
}

reject := {
	"a file that is not there": {
		"url": "https://git.example.com/org/repo/blob/main/docs/up.md",
		"message": "the runbook of alert \"A\" is \"docs/up.md\", which is not in this repository",
	},
	"no address": {"url": "docs/down.md", "message": "the runbook of alert \"A\" is \"docs/down.md\", which is no https:// address"},
}

test_accept_any_address_where_no_prefix_is_named if {
	found := rule.findings with input as environment({"url": "https://example.com/up"}) with data.params.alerts as {"runbooks": ""}
	count(found) == 0
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case) with data.params.alerts as {"runbooks": "https://git.example.com/org/repo/blob/main/"}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case) with data.params.alerts as {"runbooks": "https://git.example.com/org/repo/blob/main/"}
	{finding.message | some finding in found} == {case.message}
}

# The address of this repository is known from its Applications.
deployed(case) := object.union(environment(case), {"objects": array.concat(environment(case).objects, [{
	"apiVersion": "argoproj.io/v1alpha1",
	"kind": "Application",
	"metadata": {"name": "docs", "namespace": "argocd"},
	"spec": {"source": {"repoURL": "https://git.example.com/org/repo.git", "path": "docs"}},
}])})

test_accept_by_application[name] if {
	some name, case in accept
	found := rule.findings with input as deployed(case) with data.params.alerts as {}
	count(found) == 0
}

test_reject_by_application[name] if {
	some name, case in reject
	found := rule.findings with input as deployed(case) with data.params.alerts as {}
	{finding.message | some finding in found} == {case.message}
}

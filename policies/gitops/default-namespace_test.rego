package rules.gitops["default-namespace_test"]

import data.lib.argocd_fixture_test as argocd_fixture
import data.lib.workload_fixture_test as fixture
import data.rules.gitops["default-namespace"] as rule

app := argocd_fixture.application({})

in_default := object.union(fixture.deployment({}), {"metadata": {"namespace": "default"}})

accept := {
	"another namespace": argocd_fixture.deploying(app, [fixture.deployment({})], []),
	"nobody says who deploys it": argocd_fixture.environment([in_default]),
	"the API's own Service": argocd_fixture.deploying(app, [fixture.named("v1", "Service", "kubernetes", {"metadata": {"namespace": "default"}})], []),
}

test_accept[name] if {
	some name, environment in accept
	found := rule.findings with input as environment
	count(found) == 0
}

test_reject if {
	found := rule.findings with input as argocd_fixture.deploying(app, [in_default], [])
	{finding.path | some finding in found} == {"/metadata/namespace"}
}

package rules.gitops["removed-api_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["removed-api"] as rule

environment(case) := fixture.environment([fixture.manifest(case.apiVersion, "PodDisruptionBudget", {"name": "b", "namespace": "web"})])

accept := {
	"served": {"apiVersion": "policy/v1"},
}

reject := {
	"removed": {
		"apiVersion": "policy/v1beta1",
		"message": "PodDisruptionBudget policy/v1beta1 is no longer served since Kubernetes 1.25; its place takes policy/v1",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case) with data.params.api_versions as {"versions": [{
		"apiVersion": "policy/v1beta1",
		"kinds": ["PodDisruptionBudget"],
		"deprecated": "1.21",
		"removed": "1.25",
		"replacement": "policy/v1",
	}]}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case) with data.params.api_versions as {"versions": [{
		"apiVersion": "policy/v1beta1",
		"kinds": ["PodDisruptionBudget"],
		"deprecated": "1.21",
		"removed": "1.25",
		"replacement": "policy/v1",
	}]}
	{finding.message | some finding in found} == {case.message}
}

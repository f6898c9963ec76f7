package rules.gitops["deprecated-api_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["deprecated-api"] as rule

environment(case) := fixture.environment([fixture.manifest(case.apiVersion, "Thing", {"name": "b", "namespace": "web"})])

accept := {
	"a newer version": {"apiVersion": "example.k8s.io/v1"},
}

reject := {
	"deprecated": {
		"apiVersion": "example.k8s.io/v1beta1",
		"message": "Thing example.k8s.io/v1beta1 is deprecated since Kubernetes 1.34; its place takes example.k8s.io/v1",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case) with data.params.api_versions as {"versions": [{
		"apiVersion": "example.k8s.io/v1beta1",
		"kinds": ["Thing"],
		"deprecated": "1.34",
		"removed": "1.99",
		"replacement": "example.k8s.io/v1",
	}]}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case) with data.params.api_versions as {"versions": [{
		"apiVersion": "example.k8s.io/v1beta1",
		"kinds": ["Thing"],
		"deprecated": "1.34",
		"removed": "1.99",
		"replacement": "example.k8s.io/v1",
	}]}
	{finding.message | some finding in found} == {case.message}
}

package rules.gitops["disabled-api_test"]

import data.lib.object_fixture_test as fixture
import data.rules.gitops["disabled-api"] as rule

# By apiVersion and kind, as the table of the API has them.
versions := {
	"example.k8s.io/v1beta1": {"Thing": {"introduced": "1.30", "deprecated": "1.34", "removed": "1.37", "replacement": "example.k8s.io/v1 Thing"}},
	"example.k8s.io/v1alpha1": {"Thing": {"introduced": "1.28", "deprecated": "1.31", "removed": "1.38", "off": true}},
	"example.k8s.io/v1": {"Thing": {"introduced": "1.34"}},
}

environment(case) := object.union(
	fixture.environment({"objects": [{"apiVersion": case.apiVersion, "kind": object.get(case, "kind", "Thing"), "metadata": {"name": "b"}}]}),
	{"versions": {"kubernetes": case.kubernetes, "argocd": "3.5"}},
)

accept := {
	"served unasked": {"apiVersion": "example.k8s.io/v1", "kubernetes": "1.36"},
	"not there yet, which another rule says": {"apiVersion": "example.k8s.io/v1alpha1", "kubernetes": "1.27"},
	"no longer there, either": {"apiVersion": "example.k8s.io/v1alpha1", "kubernetes": "1.38"},
}

reject := {
	"off": {"apiVersion": "example.k8s.io/v1alpha1", "kubernetes": "1.36", "message": "Thing example.k8s.io/v1alpha1 is off unless the API server is told to serve it"},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case) with data.params.api_versions.versions as versions
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case) with data.params.api_versions.versions as versions
	{[finding.path, finding.message] | some finding in found} == {["/apiVersion", case.message]}
}

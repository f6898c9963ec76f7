package rules.gitops["future-api_test"]

import data.lib.object_fixture_test as fixture
import data.rules.gitops["future-api"] as rule

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
	"from this version on": {"apiVersion": "example.k8s.io/v1", "kubernetes": "1.34"},
	"long there": {"apiVersion": "example.k8s.io/v1beta1", "kubernetes": "1.36"},
}

reject := {
	"introduced later": {"apiVersion": "example.k8s.io/v1", "kubernetes": "1.33", "message": "Thing example.k8s.io/v1 is served from Kubernetes 1.34 on, and the target is 1.33"},
	"a minor version of one digit is older": {"apiVersion": "example.k8s.io/v1", "kubernetes": "1.9", "message": "Thing example.k8s.io/v1 is served from Kubernetes 1.34 on, and the target is 1.9"},
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

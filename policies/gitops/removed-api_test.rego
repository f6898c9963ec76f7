package rules.gitops["removed-api_test"]

import data.lib.object_fixture_test as fixture
import data.rules.gitops["removed-api"] as rule

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
	"served still": {"apiVersion": "example.k8s.io/v1beta1", "kubernetes": "1.36"},
	"stable": {"apiVersion": "example.k8s.io/v1", "kubernetes": "1.99"},
	"of a kind of one's own": {"apiVersion": "example.k8s.io/v1beta1", "kubernetes": "1.99", "kind": "Other"},
}

reject := {
	"removed": {"apiVersion": "example.k8s.io/v1beta1", "kubernetes": "1.37", "message": "Thing example.k8s.io/v1beta1 is no longer served since Kubernetes 1.37; its place takes example.k8s.io/v1 Thing"},
	"long ago": {"apiVersion": "example.k8s.io/v1beta1", "kubernetes": "1.99", "message": "Thing example.k8s.io/v1beta1 is no longer served since Kubernetes 1.37; its place takes example.k8s.io/v1 Thing"},
	"a list of them": {"apiVersion": "example.k8s.io/v1beta1", "kubernetes": "1.37", "kind": "ThingList", "message": "ThingList example.k8s.io/v1beta1 is no longer served since Kubernetes 1.37; its place takes example.k8s.io/v1 Thing"},
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

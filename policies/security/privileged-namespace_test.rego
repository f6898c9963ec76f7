package rules.security["privileged-namespace_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["privileged-namespace"] as rule

accept := {
	"a listed one": {"objects": [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "drivers", "labels": {"pod-security.kubernetes.io/enforce": "privileged"}}}]},
	"another level": {"objects": [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a", "labels": {"pod-security.kubernetes.io/enforce": "baseline"}}}]},
}

reject := {
	"one that is not listed": {
		"objects": [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a", "labels": {"pod-security.kubernetes.io/enforce": "privileged"}}}],
		"paths": {"/metadata/labels/pod-security.kubernetes.io~1enforce"},
	},
	"by an Application": {
		"objects": [{
			"apiVersion": "argoproj.io/v1alpha1",
			"kind": "Application",
			"metadata": {"name": "a", "namespace": "argocd"},
			"spec": {
				"destination": {"namespace": "a"},
				"syncPolicy": {"managedNamespaceMetadata": {"labels": {"pod-security.kubernetes.io/enforce": "privileged"}}},
			},
		}],
		"paths": {"/spec/syncPolicy/managedNamespaceMetadata/labels/pod-security.kubernetes.io~1enforce"},
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as fixture.environment(case) with data.params as fixture.params
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as fixture.environment(case) with data.params as fixture.params
	{finding.path | some finding in found} == case.paths
}

package rules.transition["ingress-class-controller_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["ingress-class-controller"] as rule

accept := {
	"same controller": {
		"before": [
			{
				"apiVersion": "networking.k8s.io/v1",
				"kind": "IngressClass",
				"metadata": {"name": "public"},
				"spec": {"controller": "example.com/a"},
			},
		],
		"after": [
			{
				"apiVersion": "networking.k8s.io/v1",
				"kind": "IngressClass",
				"metadata": {"name": "public", "labels": {"app": "a"}},
				"spec": {"controller": "example.com/a"},
			},
		],
	},
}

reject := {
	"another controller": {
		"before": [
			{
				"apiVersion": "networking.k8s.io/v1",
				"kind": "IngressClass",
				"metadata": {"name": "public"},
				"spec": {"controller": "example.com/a"},
			},
		],
		"after": [
			{
				"apiVersion": "networking.k8s.io/v1",
				"kind": "IngressClass",
				"metadata": {"name": "public"},
				"spec": {"controller": "example.com/b"},
			},
		],
		"message": "spec.controller changes from example.com/a to example.com/b: the API server refuses that, and the sync fails",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as fixture.input_of(case)
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as fixture.input_of(case)
	{finding.message | some finding in found} == {case.message}
}

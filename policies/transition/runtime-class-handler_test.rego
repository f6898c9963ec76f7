package rules.transition["runtime-class-handler_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["runtime-class-handler"] as rule

accept := {
	"same handler": {
		"before": [
			{
				"apiVersion": "node.k8s.io/v1",
				"kind": "RuntimeClass",
				"metadata": {"name": "sandbox"},
				"handler": "runsc",
			},
		],
		"after": [
			{
				"apiVersion": "node.k8s.io/v1",
				"kind": "RuntimeClass",
				"metadata": {"name": "sandbox", "labels": {"app": "sandbox"}},
				"handler": "runsc",
			},
		],
	},
}

reject := {
	"another handler": {
		"before": [
			{
				"apiVersion": "node.k8s.io/v1",
				"kind": "RuntimeClass",
				"metadata": {"name": "sandbox"},
				"handler": "runsc",
			},
		],
		"after": [
			{
				"apiVersion": "node.k8s.io/v1",
				"kind": "RuntimeClass",
				"metadata": {"name": "sandbox"},
				"handler": "kata",
			},
		],
		"message": "handler changes from runsc to kata: the API server refuses that, and the sync fails",
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

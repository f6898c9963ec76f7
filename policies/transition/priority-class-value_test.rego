package rules.transition["priority-class-value_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["priority-class-value"] as rule

accept := {
	"another description": {
		"before": [
			{
				"apiVersion": "scheduling.k8s.io/v1",
				"kind": "PriorityClass",
				"metadata": {"name": "high"},
				"value": 1000,
			},
		],
		"after": [
			{
				"apiVersion": "scheduling.k8s.io/v1",
				"kind": "PriorityClass",
				"metadata": {"name": "high"},
				"value": 1000,
				"description": "for people who wait",
			},
		],
	},
}

reject := {
	"another value": {
		"before": [
			{
				"apiVersion": "scheduling.k8s.io/v1",
				"kind": "PriorityClass",
				"metadata": {"name": "high"},
				"value": 1000,
			},
		],
		"after": [
			{
				"apiVersion": "scheduling.k8s.io/v1",
				"kind": "PriorityClass",
				"metadata": {"name": "high"},
				"value": 2000,
			},
		],
		"message": "value changes from 1000 to 2000: the API server refuses that, and the sync fails",
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

package rules.transition["immutable-data_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["immutable-data"] as rule

accept := {
	"becomes immutable": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "settings", "namespace": "web"},
				"data": {"a": "1"},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "settings", "namespace": "web"},
				"data": {"a": "2"},
				"immutable": true,
			},
		],
	},
}

reject := {
	"other data": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "settings", "namespace": "web"},
				"data": {"a": "1"},
				"immutable": true,
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "settings", "namespace": "web"},
				"data": {"a": "2"},
				"immutable": true,
			},
		],
		"message": "data changes: the API server refuses that, and the sync fails",
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

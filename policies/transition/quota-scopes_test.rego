package rules.transition["quota-scopes_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["quota-scopes"] as rule

accept := {
	"more pods": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "ResourceQuota",
				"metadata": {"name": "quota", "namespace": "web"},
				"spec": {"hard": {"pods": "10"}},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "ResourceQuota",
				"metadata": {"name": "quota", "namespace": "web"},
				"spec": {"hard": {"pods": "20"}},
			},
		],
	},
}

reject := {
	"another scope": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "ResourceQuota",
				"metadata": {"name": "quota", "namespace": "web"},
				"spec": {"hard": {"pods": "10"}},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "ResourceQuota",
				"metadata": {"name": "quota", "namespace": "web"},
				"spec": {"hard": {"pods": "10"}, "scopes": ["BestEffort"]},
			},
		],
		"message": "spec.scopes changes from [] to [\"BestEffort\"]: the API server refuses that, and the sync fails",
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

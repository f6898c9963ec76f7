package rules.transition["pod-immutable_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["pod-immutable"] as rule

accept := {
	"another image": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "Pod",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"containers": [{"name": "web", "image": "registry.example.com/web:1.0.0"}]},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "Pod",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"containers": [{"name": "web", "image": "registry.example.com/web:2.0.0"}]},
			},
		],
	},
}

reject := {
	"another node": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "Pod",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"containers": [{"name": "web", "image": "registry.example.com/web:1.0.0"}]},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "Pod",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {
					"containers": [{"name": "web", "image": "registry.example.com/web:1.0.0"}],
					"nodeName": "node-1",
				},
			},
		],
		"message": "spec.nodeName changes from nothing to node-1: the API server refuses that, and the sync fails",
	},
	"another container": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "Pod",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"containers": [{"name": "web", "image": "registry.example.com/web:1.0.0"}]},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "Pod",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"containers": [{"name": "other", "image": "registry.example.com/web:1.0.0"}]},
			},
		],
		"message": "spec.containers changes: the API server refuses that, and the sync fails",
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

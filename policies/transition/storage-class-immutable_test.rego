package rules.transition["storage-class-immutable_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["storage-class-immutable"] as rule

accept := {
	"expansion": {
		"before": [
			{
				"apiVersion": "storage.k8s.io/v1",
				"kind": "StorageClass",
				"metadata": {"name": "fast"},
				"provisioner": "csi.example.com",
			},
		],
		"after": [
			{
				"apiVersion": "storage.k8s.io/v1",
				"kind": "StorageClass",
				"metadata": {"name": "fast"},
				"provisioner": "csi.example.com",
				"allowVolumeExpansion": true,
				"reclaimPolicy": "Delete",
			},
		],
	},
}

reject := {
	"another parameter": {
		"before": [
			{
				"apiVersion": "storage.k8s.io/v1",
				"kind": "StorageClass",
				"metadata": {"name": "fast"},
				"provisioner": "csi.example.com",
				"parameters": {"type": "a"},
			},
		],
		"after": [
			{
				"apiVersion": "storage.k8s.io/v1",
				"kind": "StorageClass",
				"metadata": {"name": "fast"},
				"provisioner": "csi.example.com",
				"parameters": {"type": "b"},
			},
		],
		"message": "parameters changes from {\"type\":\"a\"} to {\"type\":\"b\"}: the API server refuses that, and the sync fails",
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

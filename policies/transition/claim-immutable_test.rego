package rules.transition["claim-immutable_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["claim-immutable"] as rule

accept := {
	"larger": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "PersistentVolumeClaim",
				"metadata": {"name": "data", "namespace": "web"},
				"spec": {
					"accessModes": ["ReadWriteOnce"],
					"storageClassName": "fast",
					"resources": {"requests": {"storage": "10Gi"}},
				},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "PersistentVolumeClaim",
				"metadata": {"name": "data", "namespace": "web"},
				"spec": {
					"accessModes": ["ReadWriteOnce"],
					"storageClassName": "fast",
					"resources": {"requests": {"storage": "20Gi"}},
					"volumeMode": "Filesystem",
				},
			},
		],
	},
}

reject := {
	"another class": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "PersistentVolumeClaim",
				"metadata": {"name": "data", "namespace": "web"},
				"spec": {
					"accessModes": ["ReadWriteOnce"],
					"storageClassName": "fast",
					"resources": {"requests": {"storage": "10Gi"}},
				},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "PersistentVolumeClaim",
				"metadata": {"name": "data", "namespace": "web"},
				"spec": {
					"accessModes": ["ReadWriteOnce"],
					"storageClassName": "slow",
					"resources": {"requests": {"storage": "10Gi"}},
				},
			},
		],
		"message": "spec.storageClassName changes from fast to slow: the API server refuses that, and the sync fails",
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

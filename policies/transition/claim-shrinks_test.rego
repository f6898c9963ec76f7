package rules.transition["claim-shrinks_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["claim-shrinks"] as rule

accept := {
	"written differently": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "PersistentVolumeClaim",
				"metadata": {"name": "data", "namespace": "web"},
				"spec": {
					"accessModes": ["ReadWriteOnce"],
					"storageClassName": "fast",
					"resources": {"requests": {"storage": "1Gi"}},
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
					"resources": {"requests": {"storage": "1024Mi"}},
				},
			},
		],
	},
}

reject := {
	"smaller": {
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
					"resources": {"requests": {"storage": "5Gi"}},
				},
			},
		],
		"message": "spec.resources.requests.storage changes from 10Gi to 5Gi: the API server refuses that, and the sync fails",
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

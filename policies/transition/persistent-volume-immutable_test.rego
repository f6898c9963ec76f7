package rules.transition["persistent-volume-immutable_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["persistent-volume-immutable"] as rule

accept := {
	"larger": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "PersistentVolume",
				"metadata": {"name": "disk"},
				"spec": {
					"capacity": {"storage": "10Gi"},
					"accessModes": ["ReadWriteMany"],
					"nfs": {"server": "nfs.example.com", "path": "/a"},
				},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "PersistentVolume",
				"metadata": {"name": "disk"},
				"spec": {
					"capacity": {"storage": "20Gi"},
					"accessModes": ["ReadWriteMany"],
					"nfs": {"server": "nfs.example.com", "path": "/a"},
				},
			},
		],
	},
}

reject := {
	"another path": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "PersistentVolume",
				"metadata": {"name": "disk"},
				"spec": {
					"capacity": {"storage": "10Gi"},
					"accessModes": ["ReadWriteMany"],
					"nfs": {"server": "nfs.example.com", "path": "/a"},
				},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "PersistentVolume",
				"metadata": {"name": "disk"},
				"spec": {
					"capacity": {"storage": "10Gi"},
					"accessModes": ["ReadWriteMany"],
					"nfs": {"server": "nfs.example.com", "path": "/b"},
				},
			},
		],
		"message": "spec.nfs changes from {\"path\":\"/a\",\"server\":\"nfs.example.com\"} to {\"path\":\"/b\",\"server\":\"nfs.example.com\"}: the API server refuses that, and the sync fails",
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

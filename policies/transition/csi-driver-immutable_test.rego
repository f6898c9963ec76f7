package rules.transition["csi-driver-immutable_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["csi-driver-immutable"] as rule

accept := {
	"default written out": {
		"before": [
			{
				"apiVersion": "storage.k8s.io/v1",
				"kind": "CSIDriver",
				"metadata": {"name": "csi.example.com"},
				"spec": {},
			},
		],
		"after": [
			{
				"apiVersion": "storage.k8s.io/v1",
				"kind": "CSIDriver",
				"metadata": {"name": "csi.example.com"},
				"spec": {"attachRequired": true},
			},
		],
	},
}

reject := {
	"no attach": {
		"before": [
			{
				"apiVersion": "storage.k8s.io/v1",
				"kind": "CSIDriver",
				"metadata": {"name": "csi.example.com"},
				"spec": {"attachRequired": true},
			},
		],
		"after": [
			{
				"apiVersion": "storage.k8s.io/v1",
				"kind": "CSIDriver",
				"metadata": {"name": "csi.example.com"},
				"spec": {"attachRequired": false},
			},
		],
		"message": "spec.attachRequired changes from true to false: the API server refuses that, and the sync fails",
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

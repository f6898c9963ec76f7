package rules.transition["service-address_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["service-address"] as rule

accept := {
	"another port": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "Service",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"selector": {"app": "web"}, "ports": [{"port": 80}]},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "Service",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"selector": {"app": "web"}, "ports": [{"port": 80}], "type": "NodePort"},
			},
		],
	},
}

reject := {
	"headless": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "Service",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"selector": {"app": "web"}, "ports": [{"port": 80}]},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "Service",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"selector": {"app": "web"}, "ports": [{"port": 80}], "clusterIP": "None"},
			},
		],
		"message": "spec.clusterIP changes from nothing to None: the API server refuses that, and the sync fails",
	},
	"not headless": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "Service",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"selector": {"app": "web"}, "ports": [{"port": 80}], "clusterIP": "None"},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "Service",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"selector": {"app": "web"}, "ports": [{"port": 80}]},
			},
		],
		"message": "no longer says clusterIP: None: the API server keeps it, and the Service stays headless",
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

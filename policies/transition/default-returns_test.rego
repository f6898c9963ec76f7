package rules.transition["default-returns_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["default-returns"] as rule

accept := {
	"was the default": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "Service",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"selector": {"app": "web"}, "ports": [{"port": 80}], "type": "ClusterIP"},
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
	},
}

reject := {
	"load balancer": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "Service",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"selector": {"app": "web"}, "ports": [{"port": 80}], "type": "LoadBalancer"},
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
		"message": "was LoadBalancer, and goes back to the default ClusterIP",
	},
	"policy": {
		"before": [
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "web"}},
					"template": {
						"metadata": {"labels": {"app": "web"}},
						"spec": {
							"containers": [{"name": "web", "image": "registry.example.com/web:1.0.0"}],
							"automountServiceAccountToken": false,
						},
					},
				},
			},
		],
		"after": [
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "web"}},
					"template": {
						"metadata": {"labels": {"app": "web"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/web:1.0.0"}]},
					},
				},
			},
		],
		"message": "was false, and goes back to the default true",
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

package rules.transition["replicas-dropped_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["replicas-dropped"] as rule

accept := {
	"one": {
		"before": [
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
					"replicas": 1,
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
	},
}

reject := {
	"three": {
		"before": [
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
					"replicas": 3,
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
		"message": "no longer says replicas: 3: the sync scales it to 1",
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

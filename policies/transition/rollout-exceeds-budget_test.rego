package rules.transition["rollout-exceeds-budget_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["rollout-exceeds-budget"] as rule

accept := {
	"within": {
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
					"replicas": 4,
				},
			},
			{
				"apiVersion": "policy/v1",
				"kind": "PodDisruptionBudget",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"selector": {"matchLabels": {"app": "web"}}, "maxUnavailable": 1},
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
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/web:2.0.0"}]},
					},
					"replicas": 4,
				},
			},
			{
				"apiVersion": "policy/v1",
				"kind": "PodDisruptionBudget",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"selector": {"matchLabels": {"app": "web"}}, "maxUnavailable": 1},
			},
		],
	},
}

reject := {
	"two of four": {
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
					"replicas": 4,
				},
			},
			{
				"apiVersion": "policy/v1",
				"kind": "PodDisruptionBudget",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"selector": {"matchLabels": {"app": "web"}}, "maxUnavailable": 1},
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
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/web:2.0.0"}]},
					},
					"replicas": 4,
					"strategy": {"rollingUpdate": {"maxUnavailable": 2}},
				},
			},
			{
				"apiVersion": "policy/v1",
				"kind": "PodDisruptionBudget",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"selector": {"matchLabels": {"app": "web"}}, "maxUnavailable": 1},
			},
		],
		"message": "the rollout may take away 2 of 4 pods, and PodDisruptionBudget \"web\" allows 1",
	},
	"min available": {
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
					"replicas": 4,
				},
			},
			{
				"apiVersion": "policy/v1",
				"kind": "PodDisruptionBudget",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"selector": {"matchLabels": {"app": "web"}}, "minAvailable": "90%"},
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
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/web:2.0.0"}]},
					},
					"replicas": 4,
				},
			},
			{
				"apiVersion": "policy/v1",
				"kind": "PodDisruptionBudget",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"selector": {"matchLabels": {"app": "web"}}, "minAvailable": "90%"},
			},
		],
		"message": "the rollout may take away 1 of 4 pods, and PodDisruptionBudget \"web\" allows 0",
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

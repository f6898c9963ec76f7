package rules.transition["rollout-at-once_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["rollout-at-once"] as rule

accept := {
	"one by one": {
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
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/web:2.0.0"}]},
					},
					"replicas": 3,
				},
			},
		],
	},
	"nothing restarts": {
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
					"strategy": {"type": "Recreate"},
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
					"strategy": {"type": "Recreate"},
					"replicas": 2,
				},
			},
		],
	},
}

reject := {
	"recreate": {
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
					"strategy": {"type": "Recreate"},
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
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/web:2.0.0"}]},
					},
					"strategy": {"type": "Recreate"},
				},
			},
		],
		"message": "the change of its pods stops all of Deployment \"web\" at once: strategy Recreate",
	},
	"all unavailable": {
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
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/web:2.0.0"}]},
					},
					"replicas": 3,
					"strategy": {"rollingUpdate": {"maxUnavailable": 3}},
				},
			},
		],
		"message": "the change of its pods stops all of Deployment \"web\" at once: maxUnavailable 3 of 3",
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

package rules.transition["restart-most_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["restart-most"] as rule

accept := {
	"one of three": {
		"before": [
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "a", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "a"}},
					"template": {
						"metadata": {"labels": {"app": "a"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/a:1"}]},
					},
				},
			},
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "b", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "b"}},
					"template": {
						"metadata": {"labels": {"app": "b"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/b:1"}]},
					},
				},
			},
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "c", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "c"}},
					"template": {
						"metadata": {"labels": {"app": "c"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/c:1"}]},
					},
				},
			},
		],
		"after": [
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "a", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "a"}},
					"template": {
						"metadata": {"labels": {"app": "a"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/a:1"}]},
					},
				},
			},
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "b", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "b"}},
					"template": {
						"metadata": {"labels": {"app": "b"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/b:1"}]},
					},
				},
			},
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "c", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "c"}},
					"template": {
						"metadata": {"labels": {"app": "c"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/c:2"}]},
					},
				},
			},
		],
	},
}

reject := {
	"three of four": {
		"before": [
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "a", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "a"}},
					"template": {
						"metadata": {"labels": {"app": "a"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/a:1"}]},
					},
				},
			},
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "b", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "b"}},
					"template": {
						"metadata": {"labels": {"app": "b"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/b:1"}]},
					},
				},
			},
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "c", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "c"}},
					"template": {
						"metadata": {"labels": {"app": "c"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/c:1"}]},
					},
				},
			},
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "d", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "d"}},
					"template": {
						"metadata": {"labels": {"app": "d"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/web:1.0.0"}]},
					},
				},
			},
		],
		"after": [
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "a", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "a"}},
					"template": {
						"metadata": {"labels": {"app": "a"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/a:2"}]},
					},
				},
			},
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "b", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "b"}},
					"template": {
						"metadata": {"labels": {"app": "b"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/b:2"}]},
					},
				},
			},
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "c", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "c"}},
					"template": {
						"metadata": {"labels": {"app": "c"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/c:2"}]},
					},
				},
			},
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "d", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "d"}},
					"template": {
						"metadata": {"labels": {"app": "d"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/web:1.0.0"}]},
					},
				},
			},
		],
		"message": "3 of 4 workloads restart with this one change: Deployment a, Deployment b, Deployment c",
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

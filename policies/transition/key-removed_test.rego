package rules.transition["key-removed_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["key-removed"] as rule

accept := {
	"unread": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "settings", "namespace": "web"},
				"data": {"a": "1", "b": "2"},
			},
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "web"}},
					"template": {
						"metadata": {"labels": {"app": "web"}},
						"spec": {
							"containers": [
								{
									"name": "web",
									"image": "registry.example.com/web:1.0.0",
									"env": [
										{
											"name": "A",
											"valueFrom": {"configMapKeyRef": {"name": "settings", "key": "a"}},
										},
									],
								},
							],
						},
					},
				},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "settings", "namespace": "web"},
				"data": {"a": "1"},
			},
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "web"}},
					"template": {
						"metadata": {"labels": {"app": "web"}},
						"spec": {
							"containers": [
								{
									"name": "web",
									"image": "registry.example.com/web:1.0.0",
									"env": [
										{
											"name": "A",
											"valueFrom": {"configMapKeyRef": {"name": "settings", "key": "a"}},
										},
									],
								},
							],
						},
					},
				},
			},
		],
	},
}

reject := {
	"read": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "settings", "namespace": "web"},
				"data": {"a": "1", "b": "2"},
			},
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "web"}},
					"template": {
						"metadata": {"labels": {"app": "web"}},
						"spec": {
							"containers": [
								{
									"name": "web",
									"image": "registry.example.com/web:1.0.0",
									"env": [
										{
											"name": "A",
											"valueFrom": {"configMapKeyRef": {"name": "settings", "key": "a"}},
										},
									],
								},
							],
						},
					},
				},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "settings", "namespace": "web"},
				"data": {"b": "2"},
			},
			{
				"apiVersion": "apps/v1",
				"kind": "Deployment",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {
					"selector": {"matchLabels": {"app": "web"}},
					"template": {
						"metadata": {"labels": {"app": "web"}},
						"spec": {
							"containers": [
								{
									"name": "web",
									"image": "registry.example.com/web:1.0.0",
									"env": [
										{
											"name": "A",
											"valueFrom": {"configMapKeyRef": {"name": "settings", "key": "a"}},
										},
									],
								},
							],
						},
					},
				},
			},
		],
		"message": "key \"a\" goes while pods of Deployment web that run now read it: such a pod does not start again",
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

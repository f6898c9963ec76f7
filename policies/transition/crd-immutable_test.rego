package rules.transition["crd-immutable_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["crd-immutable"] as rule

accept := {
	"another version": {
		"before": [
			{
				"apiVersion": "apiextensions.k8s.io/v1",
				"kind": "CustomResourceDefinition",
				"metadata": {"name": "widgets.example.com"},
				"spec": {
					"group": "example.com",
					"scope": "Namespaced",
					"names": {
						"plural": "widgets",
						"singular": "widget",
						"kind": "Widget",
						"listKind": "WidgetList",
					},
					"versions": [
						{
							"name": "v1",
							"served": true,
							"storage": true,
							"schema": {"openAPIV3Schema": {"type": "object"}},
						},
					],
				},
			},
		],
		"after": [
			{
				"apiVersion": "apiextensions.k8s.io/v1",
				"kind": "CustomResourceDefinition",
				"metadata": {"name": "widgets.example.com"},
				"spec": {
					"group": "example.com",
					"scope": "Namespaced",
					"names": {
						"plural": "widgets",
						"singular": "widget",
						"kind": "Widget",
						"listKind": "WidgetList",
					},
					"versions": [
						{
							"name": "v1",
							"served": true,
							"storage": true,
							"schema": {"openAPIV3Schema": {"type": "object"}},
						},
						{
							"name": "v2",
							"served": true,
							"storage": false,
							"schema": {"openAPIV3Schema": {"type": "object"}},
						},
					],
				},
			},
		],
	},
}

reject := {
	"cluster wide": {
		"before": [
			{
				"apiVersion": "apiextensions.k8s.io/v1",
				"kind": "CustomResourceDefinition",
				"metadata": {"name": "widgets.example.com"},
				"spec": {
					"group": "example.com",
					"scope": "Namespaced",
					"names": {
						"plural": "widgets",
						"singular": "widget",
						"kind": "Widget",
						"listKind": "WidgetList",
					},
					"versions": [
						{
							"name": "v1",
							"served": true,
							"storage": true,
							"schema": {"openAPIV3Schema": {"type": "object"}},
						},
						{
							"name": "v1beta1",
							"served": true,
							"storage": false,
							"schema": {"openAPIV3Schema": {"type": "object"}},
						},
					],
				},
			},
		],
		"after": [
			{
				"apiVersion": "apiextensions.k8s.io/v1",
				"kind": "CustomResourceDefinition",
				"metadata": {"name": "widgets.example.com"},
				"spec": {
					"group": "example.com",
					"scope": "Cluster",
					"names": {
						"plural": "widgets",
						"singular": "widget",
						"kind": "Widget",
						"listKind": "WidgetList",
					},
					"versions": [
						{
							"name": "v1",
							"served": true,
							"storage": true,
							"schema": {"openAPIV3Schema": {"type": "object"}},
						},
						{
							"name": "v1beta1",
							"served": true,
							"storage": false,
							"schema": {"openAPIV3Schema": {"type": "object"}},
						},
					],
				},
			},
		],
		"message": "spec.scope changes from Namespaced to Cluster: the API server refuses that, and the sync fails",
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

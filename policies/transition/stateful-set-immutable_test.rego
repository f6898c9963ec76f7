package rules.transition["stateful-set-immutable_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["stateful-set-immutable"] as rule

accept := {
	"more replicas": {
		"before": [
			{
				"apiVersion": "apps/v1",
				"kind": "StatefulSet",
				"metadata": {"name": "db", "namespace": "web"},
				"spec": {
					"serviceName": "db",
					"selector": {"matchLabels": {"app": "db"}},
					"template": {
						"metadata": {"labels": {"app": "db"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/db:1.0.0"}]},
					},
					"volumeClaimTemplates": [
						{
							"metadata": {"name": "data"},
							"spec": {
								"accessModes": ["ReadWriteOnce"],
								"resources": {"requests": {"storage": "10Gi"}},
							},
						},
					],
					"replicas": 1,
				},
			},
		],
		"after": [
			{
				"apiVersion": "apps/v1",
				"kind": "StatefulSet",
				"metadata": {"name": "db", "namespace": "web"},
				"spec": {
					"serviceName": "db",
					"selector": {"matchLabels": {"app": "db"}},
					"template": {
						"metadata": {"labels": {"app": "db"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/db:1.0.0"}]},
					},
					"volumeClaimTemplates": [
						{
							"metadata": {"name": "data"},
							"spec": {
								"accessModes": ["ReadWriteOnce"],
								"resources": {"requests": {"storage": "10Gi"}},
							},
						},
					],
					"replicas": 3,
					"podManagementPolicy": "OrderedReady",
				},
			},
		],
	},
}

reject := {
	"larger template": {
		"before": [
			{
				"apiVersion": "apps/v1",
				"kind": "StatefulSet",
				"metadata": {"name": "db", "namespace": "web"},
				"spec": {
					"serviceName": "db",
					"selector": {"matchLabels": {"app": "db"}},
					"template": {
						"metadata": {"labels": {"app": "db"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/db:1.0.0"}]},
					},
					"volumeClaimTemplates": [
						{
							"metadata": {"name": "data"},
							"spec": {
								"accessModes": ["ReadWriteOnce"],
								"resources": {"requests": {"storage": "10Gi"}},
							},
						},
					],
				},
			},
		],
		"after": [
			{
				"apiVersion": "apps/v1",
				"kind": "StatefulSet",
				"metadata": {"name": "db", "namespace": "web"},
				"spec": {
					"serviceName": "db",
					"selector": {"matchLabels": {"app": "db"}},
					"template": {
						"metadata": {"labels": {"app": "db"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/db:1.0.0"}]},
					},
					"volumeClaimTemplates": [
						{
							"metadata": {"name": "data"},
							"spec": {
								"accessModes": ["ReadWriteOnce"],
								"resources": {"requests": {"storage": "20Gi"}},
							},
						},
					],
				},
			},
		],
		"message": "spec.volumeClaimTemplates changes from [{\"metadata\":{\"name\":\"data\"},\"spec\":{\"accessModes\":[\"ReadWriteOnce\"],\"resources\":{\"requests\":{\"storage\":\"10Gi\"}}}}] to [{\"metadata\":{\"name\":\"data\"},\"spec\":{\"accessModes\":[\"ReadWriteOnce\"],\"resources\":{\"requests\":{\"storage\":\"20Gi\"}}}}]: the API server refuses that, and the sync fails",
	},
	"another service": {
		"before": [
			{
				"apiVersion": "apps/v1",
				"kind": "StatefulSet",
				"metadata": {"name": "db", "namespace": "web"},
				"spec": {
					"serviceName": "db",
					"selector": {"matchLabels": {"app": "db"}},
					"template": {
						"metadata": {"labels": {"app": "db"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/db:1.0.0"}]},
					},
					"volumeClaimTemplates": [
						{
							"metadata": {"name": "data"},
							"spec": {
								"accessModes": ["ReadWriteOnce"],
								"resources": {"requests": {"storage": "10Gi"}},
							},
						},
					],
				},
			},
		],
		"after": [
			{
				"apiVersion": "apps/v1",
				"kind": "StatefulSet",
				"metadata": {"name": "db", "namespace": "web"},
				"spec": {
					"serviceName": "database",
					"selector": {"matchLabels": {"app": "db"}},
					"template": {
						"metadata": {"labels": {"app": "db"}},
						"spec": {"containers": [{"name": "web", "image": "registry.example.com/db:1.0.0"}]},
					},
					"volumeClaimTemplates": [
						{
							"metadata": {"name": "data"},
							"spec": {
								"accessModes": ["ReadWriteOnce"],
								"resources": {"requests": {"storage": "10Gi"}},
							},
						},
					],
				},
			},
		],
		"message": "spec.serviceName changes from db to database: the API server refuses that, and the sync fails",
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

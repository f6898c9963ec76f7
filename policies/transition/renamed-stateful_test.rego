package rules.transition["renamed-stateful_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["renamed-stateful"] as rule

stateful_set(name, image) := {
	"apiVersion": "apps/v1",
	"kind": "StatefulSet",
	"metadata": {"name": name, "namespace": "web"},
	"spec": {
		"selector": {"matchLabels": {"app": name}},
		"template": {"metadata": {"labels": {"app": name}}, "spec": {"containers": [{"name": "c", "image": image}]}},
	},
}

accept := {
	"another program": {"before": [stateful_set("db", "a:1")], "after": [stateful_set("queue", "b:1")]},
	"another one added": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "PersistentVolumeClaim",
				"metadata": {"name": "data", "namespace": "web"},
				"spec": {
					"accessModes": ["ReadWriteOnce"],
					"storageClassName": "fast",
					"resources": {"requests": {"storage": "10Gi"}},
				},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "PersistentVolumeClaim",
				"metadata": {"name": "data", "namespace": "web"},
				"spec": {
					"accessModes": ["ReadWriteOnce"],
					"storageClassName": "fast",
					"resources": {"requests": {"storage": "10Gi"}},
				},
			},
			{
				"apiVersion": "v1",
				"kind": "PersistentVolumeClaim",
				"metadata": {"name": "more", "namespace": "web"},
				"spec": {
					"accessModes": ["ReadWriteOnce"],
					"storageClassName": "fast",
					"resources": {"requests": {"storage": "5Gi"}},
				},
			},
		],
	},
}

reject := {
	"renamed with its labels": {
		"before": [stateful_set("db", "a:1")],
		"after": [stateful_set("database", "a:1")],
		"message": "was web/db and is web/database now: a new, empty StatefulSet, and the sync deletes the old one",
	},
	"renamed": {
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
				"metadata": {"name": "database", "namespace": "web"},
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
		"message": "was web/db and is web/database now: a new, empty StatefulSet, and the sync deletes the old one",
	},
	"moved": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "PersistentVolumeClaim",
				"metadata": {"name": "data", "namespace": "web"},
				"spec": {
					"accessModes": ["ReadWriteOnce"],
					"storageClassName": "fast",
					"resources": {"requests": {"storage": "10Gi"}},
				},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "PersistentVolumeClaim",
				"metadata": {"name": "data", "namespace": "other"},
				"spec": {
					"accessModes": ["ReadWriteOnce"],
					"storageClassName": "fast",
					"resources": {"requests": {"storage": "10Gi"}},
				},
			},
		],
		"message": "was web/data and is other/data now: a new, empty PersistentVolumeClaim, and the sync deletes the old one",
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

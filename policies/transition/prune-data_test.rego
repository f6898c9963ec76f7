package rules.transition["prune-data_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["prune-data"] as rule

accept := {
	"kept": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "PersistentVolumeClaim",
				"metadata": {
					"name": "data",
					"namespace": "web",
					"annotations": {"argocd.argoproj.io/sync-options": "Prune=false"},
				},
				"spec": {
					"accessModes": ["ReadWriteOnce"],
					"storageClassName": "fast",
					"resources": {"requests": {"storage": "10Gi"}},
				},
			},
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "settings", "namespace": "web"},
				"data": {},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "settings", "namespace": "web"},
				"data": {},
			},
		],
	},
	"not pruning": {
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
			{
				"apiVersion": "argoproj.io/v1alpha1",
				"kind": "Application",
				"metadata": {
					"name": "web",
					"namespace": "argocd",
					"finalizers": ["resources-finalizer.argocd.argoproj.io"],
				},
				"spec": {
					"project": "web",
					"destination": {"server": "https://kubernetes.default.svc", "namespace": "web"},
					"source": {
						"repoURL": "https://git.example.com/team/repository.git",
						"targetRevision": "refs/heads/main",
						"path": "apps/web",
					},
					"syncPolicy": {"automated": {"prune": false}},
				},
			},
		],
		"after": [
			{
				"apiVersion": "argoproj.io/v1alpha1",
				"kind": "Application",
				"metadata": {
					"name": "web",
					"namespace": "argocd",
					"finalizers": ["resources-finalizer.argocd.argoproj.io"],
				},
				"spec": {
					"project": "web",
					"destination": {"server": "https://kubernetes.default.svc", "namespace": "web"},
					"source": {
						"repoURL": "https://git.example.com/team/repository.git",
						"targetRevision": "refs/heads/main",
						"path": "apps/web",
					},
					"syncPolicy": {"automated": {"prune": false}},
				},
			},
		],
		"applications": {"before": "web", "after": null},
	},
	"no data": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "settings", "namespace": "web"},
				"data": {"a": "1"},
			},
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "b", "namespace": "web"},
				"data": {},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "b", "namespace": "web"},
				"data": {},
			},
		],
	},
}

reject := {
	"claim": {
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
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "settings", "namespace": "web"},
				"data": {},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "settings", "namespace": "web"},
				"data": {},
			},
		],
		"message": "the sync deletes it: its volume goes with it unless the volume's reclaim policy is Retain",
	},
	"definition": {
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
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "settings", "namespace": "web"},
				"data": {},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "settings", "namespace": "web"},
				"data": {},
			},
		],
		"message": "the sync deletes it: every object of its kind in the cluster goes too",
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

package rules.transition["job-immutable_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["job-immutable"] as rule

accept := {
	"longer backoff": {
		"before": [
			{
				"apiVersion": "batch/v1",
				"kind": "Job",
				"metadata": {"name": "migrate", "namespace": "web"},
				"spec": {
					"template": {
						"spec": {
							"restartPolicy": "Never",
							"containers": [{"name": "job", "image": "registry.example.com/job:1"}],
						},
					},
				},
			},
		],
		"after": [
			{
				"apiVersion": "batch/v1",
				"kind": "Job",
				"metadata": {"name": "migrate", "namespace": "web"},
				"spec": {
					"template": {
						"spec": {
							"restartPolicy": "Never",
							"containers": [{"name": "job", "image": "registry.example.com/job:1"}],
						},
					},
					"backoffLimit": 2,
				},
			},
		],
	},
	"hook": {
		"before": [
			{
				"apiVersion": "batch/v1",
				"kind": "Job",
				"metadata": {
					"name": "migrate",
					"namespace": "web",
					"annotations": {"argocd.argoproj.io/hook": "PreSync"},
				},
				"spec": {
					"template": {
						"spec": {
							"restartPolicy": "Never",
							"containers": [{"name": "job", "image": "registry.example.com/job:1"}],
						},
					},
				},
			},
		],
		"after": [
			{
				"apiVersion": "batch/v1",
				"kind": "Job",
				"metadata": {
					"name": "migrate",
					"namespace": "web",
					"annotations": {"argocd.argoproj.io/hook": "PreSync"},
				},
				"spec": {
					"template": {
						"spec": {
							"restartPolicy": "Never",
							"containers": [{"name": "job", "image": "registry.example.com/job:2"}],
						},
					},
				},
			},
		],
	},
}

reject := {
	"another image": {
		"before": [
			{
				"apiVersion": "batch/v1",
				"kind": "Job",
				"metadata": {"name": "migrate", "namespace": "web"},
				"spec": {
					"template": {
						"spec": {
							"restartPolicy": "Never",
							"containers": [{"name": "job", "image": "registry.example.com/job:1"}],
						},
					},
				},
			},
		],
		"after": [
			{
				"apiVersion": "batch/v1",
				"kind": "Job",
				"metadata": {"name": "migrate", "namespace": "web"},
				"spec": {
					"template": {
						"spec": {
							"restartPolicy": "Never",
							"containers": [{"name": "job", "image": "registry.example.com/job:2"}],
						},
					},
				},
			},
		],
		"message": "spec.template changes from {\"spec\":{\"containers\":[{\"image\":\"registry.example.com/job:1\",\"name\":\"job\"}],\"restartPolicy\":\"Never\"}} to {\"spec\":{\"containers\":[{\"image\":\"registry.example.com/job:2\",\"name\":\"job\"}],\"restartPolicy\":\"Never\"}}: the API server refuses that, and the sync fails",
	},
	"more completions": {
		"before": [
			{
				"apiVersion": "batch/v1",
				"kind": "Job",
				"metadata": {"name": "migrate", "namespace": "web"},
				"spec": {
					"template": {
						"spec": {
							"restartPolicy": "Never",
							"containers": [{"name": "job", "image": "registry.example.com/job:1"}],
						},
					},
					"completions": 1,
				},
			},
		],
		"after": [
			{
				"apiVersion": "batch/v1",
				"kind": "Job",
				"metadata": {"name": "migrate", "namespace": "web"},
				"spec": {
					"template": {
						"spec": {
							"restartPolicy": "Never",
							"containers": [{"name": "job", "image": "registry.example.com/job:1"}],
						},
					},
					"completions": 2,
				},
			},
		],
		"message": "spec.completions changes from 1 to 2: the API server refuses that, and the sync fails",
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

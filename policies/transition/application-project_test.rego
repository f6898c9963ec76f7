package rules.transition["application-project_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["application-project"] as rule

accept := {
	"same project": {
		"before": [
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
					"syncPolicy": {"automated": {"prune": true}},
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
	},
}

reject := {
	"another project": {
		"before": [
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
					"syncPolicy": {"automated": {"prune": true}},
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
					"project": "other",
					"destination": {"server": "https://kubernetes.default.svc", "namespace": "web"},
					"source": {
						"repoURL": "https://git.example.com/team/repository.git",
						"targetRevision": "refs/heads/main",
						"path": "apps/web",
					},
					"syncPolicy": {"automated": {"prune": true}},
				},
			},
		],
		"message": "Application \"web\" moves from project web to other, whose limits hold from the next sync on",
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

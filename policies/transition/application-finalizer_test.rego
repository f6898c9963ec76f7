package rules.transition["application-finalizer_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["application-finalizer"] as rule

accept := {
	"another kind": {
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
					"finalizers": ["resources-finalizer.argocd.argoproj.io/background"],
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
	},
}

reject := {
	"lost": {
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
				"metadata": {"name": "web", "namespace": "argocd"},
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
		"message": "Application \"web\" loses resources-finalizer.argocd.argoproj.io: deleting it leaves its objects behind",
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

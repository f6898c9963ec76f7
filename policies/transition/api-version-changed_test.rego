package rules.transition["api-version-changed_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["api-version-changed"] as rule

accept := {
	"same version": {
		"before": [
			{
				"apiVersion": "autoscaling/v2",
				"kind": "HorizontalPodAutoscaler",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {
					"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"},
					"maxReplicas": 3,
				},
			},
		],
		"after": [
			{
				"apiVersion": "autoscaling/v2",
				"kind": "HorizontalPodAutoscaler",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {
					"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"},
					"maxReplicas": 3,
				},
			},
		],
	},
}

reject := {
	"another version": {
		"before": [
			{
				"apiVersion": "autoscaling/v1",
				"kind": "HorizontalPodAutoscaler",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {
					"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"},
					"maxReplicas": 3,
				},
			},
		],
		"after": [
			{
				"apiVersion": "autoscaling/v2",
				"kind": "HorizontalPodAutoscaler",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {
					"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"},
					"maxReplicas": 3,
				},
			},
		],
		"message": "autoscaling/v1 becomes autoscaling/v2: fields that Git leaves out take the defaults of the new version",
	},
	"another group": {
		"before": [
			{
				"apiVersion": "extensions/v1beta1",
				"kind": "Ingress",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"defaultBackend": {"service": {"name": "web", "port": {"number": 80}}}},
			},
		],
		"after": [
			{
				"apiVersion": "networking.k8s.io/v1",
				"kind": "Ingress",
				"metadata": {"name": "web", "namespace": "web"},
				"spec": {"defaultBackend": {"service": {"name": "web", "port": {"number": 80}}}},
			},
		],
		"message": "moves from extensions/v1beta1 to networking.k8s.io/v1: to Argo CD that is another object, and pruning the old may take the new along",
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

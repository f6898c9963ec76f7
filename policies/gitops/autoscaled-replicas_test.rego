package rules.gitops["autoscaled-replicas_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["autoscaled-replicas"] as rule

message := `has replicas 2, and HorizontalPodAutoscaler "web" scales it`

environment(case) := fixture.deploying(
	fixture.application(case.application), [
		object.union(fixture.manifest("apps/v1", "Deployment", {"name": "web", "namespace": "web"}), {"spec": case.spec}),
		object.union(fixture.manifest("autoscaling/v2", "HorizontalPodAutoscaler", {"name": "web", "namespace": "web"}), {"spec": {
			"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"},
			"maxReplicas": 3,
		}}),
	],
	[],
)

accept := {
	"no replicas": {"spec": {}, "application": {}},
	"replicas that are ignored": {"spec": {"replicas": 2}, "application": {
		"ignoreDifferences": [{"group": "apps", "kind": "Deployment", "jsonPointers": ["/spec/replicas"]}],
		"syncPolicy": {"syncOptions": ["RespectIgnoreDifferences=true"]},
	}},
}

reject := {
	"replicas": {"spec": {"replicas": 2}, "application": {}, "message": message},
	"ignored for the difference only": {
		"spec": {"replicas": 2},
		"application": {"ignoreDifferences": [{"group": "apps", "kind": "Deployment", "jsonPointers": ["/spec/replicas"]}]},
		"message": message,
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case)
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case)
	{finding.message | some finding in found} == {case.message}
}

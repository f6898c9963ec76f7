package rules.availability["disruption-budget_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.availability["disruption-budget"] as rule

replicas(n) := object.union(fixture.deployment({}), {"spec": {"replicas": n}})

accept := {
	"a budget": {"objects": [replicas(2), fixture.named("policy/v1", "PodDisruptionBudget", "web", {"spec": {"selector": {"matchLabels": {"app": "web"}}}}), fixture.service({}), fixture.named("networking.k8s.io/v1", "Ingress", "web", {"spec": {"rules": [{"host": "h", "http": {"paths": [{"path": "/", "backend": {"service": {"name": "web", "port": {"number": 80}}}}]}}]}})]},
	"one pod, of which another rule speaks": {"objects": [replicas(1), fixture.service({}), fixture.named("networking.k8s.io/v1", "Ingress", "web", {"spec": {"rules": [{"host": "h", "http": {"paths": [{"path": "/", "backend": {"service": {"name": "web", "port": {"number": 80}}}}]}}]}})]},
}

reject := {
	"none": {"objects": [replicas(2), fixture.service({}), fixture.named("networking.k8s.io/v1", "Ingress", "web", {"spec": {"rules": [{"host": "h", "http": {"paths": [{"path": "/", "backend": {"service": {"name": "web", "port": {"number": 80}}}}]}}]}})], "paths": {""}},
	"one of others": {"objects": [replicas(2), fixture.named("policy/v1", "PodDisruptionBudget", "web", {"spec": {"selector": {"matchLabels": {"app": "api"}}}}), fixture.service({}), fixture.named("networking.k8s.io/v1", "Ingress", "web", {"spec": {"rules": [{"host": "h", "http": {"paths": [{"path": "/", "backend": {"service": {"name": "web", "port": {"number": 80}}}}]}}]}})], "paths": {""}},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects, "environment": "staging", "origins": {}, "versions": {"kubernetes": "1.36"}} with data.params.platform as {"provided": {}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects, "environment": "staging", "origins": {}, "versions": {"kubernetes": "1.36"}} with data.params.platform as {"provided": {}}
	{finding.path | some finding in found} == case.paths
}

package rules.availability["one-replica_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.availability["one-replica"] as rule

replicas(n) := object.union(fixture.deployment({}), {"spec": {"replicas": n}})

accept := {
	"two": {"objects": [replicas(2), fixture.service({}), fixture.named("networking.k8s.io/v1", "Ingress", "web", {"spec": {"rules": [{"host": "h", "http": {"paths": [{"path": "/", "backend": {"service": {"name": "web", "port": {"number": 80}}}}]}}]}})]},
	"no Ingress": {"objects": [replicas(1), fixture.service({})]},
	"as few as its autoscaler says": {"objects": [replicas(1), fixture.named("keda.sh/v1alpha1", "ScaledObject", "web", {"spec": {"scaleTargetRef": {"name": "web"}, "minReplicaCount": 1}}), fixture.service({}), fixture.named("networking.k8s.io/v1", "Ingress", "web", {"spec": {"rules": [{"host": "h", "http": {"paths": [{"path": "/", "backend": {"service": {"name": "web", "port": {"number": 80}}}}]}}]}})]},
}

reject := {
	"one": {"objects": [replicas(1), fixture.service({}), fixture.named("networking.k8s.io/v1", "Ingress", "web", {"spec": {"rules": [{"host": "h", "http": {"paths": [{"path": "/", "backend": {"service": {"name": "web", "port": {"number": 80}}}}]}}]}})], "paths": {"/spec/replicas"}},
	"one by default": {"objects": [fixture.deployment({}), fixture.service({}), fixture.named("networking.k8s.io/v1", "Ingress", "web", {"spec": {"rules": [{"host": "h", "http": {"paths": [{"path": "/", "backend": {"service": {"name": "web", "port": {"number": 80}}}}]}}]}})], "paths": {"/spec/replicas"}},
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

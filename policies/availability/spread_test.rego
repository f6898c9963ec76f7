package rules.availability.spread_test

import data.lib.workload_fixture_test as fixture
import data.rules.availability.spread as rule

spread(spec) := object.union(fixture.deployment(spec), {"spec": {"replicas": 2}})

accept := {
	"spread": {"objects": [spread({"topologySpreadConstraints": [{"topologyKey": "kubernetes.io/hostname"}]}), fixture.service({}), fixture.named("networking.k8s.io/v1", "Ingress", "web", {"spec": {"rules": [{"host": "h", "http": {"paths": [{"path": "/", "backend": {"service": {"name": "web", "port": {"number": 80}}}}]}}]}})]},
	"kept apart": {"objects": [spread({"affinity": {"podAntiAffinity": {}}}), fixture.service({}), fixture.named("networking.k8s.io/v1", "Ingress", "web", {"spec": {"rules": [{"host": "h", "http": {"paths": [{"path": "/", "backend": {"service": {"name": "web", "port": {"number": 80}}}}]}}]}})]},
}

reject := {
	"anywhere": {"objects": [spread({}), fixture.service({}), fixture.named("networking.k8s.io/v1", "Ingress", "web", {"spec": {"rules": [{"host": "h", "http": {"paths": [{"path": "/", "backend": {"service": {"name": "web", "port": {"number": 80}}}}]}}]}})], "paths": {"/spec/template/spec"}},
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

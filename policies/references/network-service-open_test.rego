package rules.references["network-service-open_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["network-service-open"] as rule

web := fixture.container({"ports": [{"name": "http", "containerPort": 8080}]})

policy(spec) := fixture.named("networking.k8s.io/v1", "NetworkPolicy", "p", {"spec": spec})

accept := {
	"no policy": {"objects": [web, fixture.service({"targetPort": 8080})]},
	"one that admits the port": {"objects": [web, fixture.service({"targetPort": 8080}), policy({"podSelector": {}, "ingress": [{"ports": [{"port": 8080}]}]})]},
	"by the name of the port": {"objects": [web, fixture.service({"targetPort": "http"}), policy({"podSelector": {}, "ingress": [{"from": [{"podSelector": {}}], "ports": [{"port": "http"}]}]})]},
	"egress alone is closed": {"objects": [web, fixture.service({"targetPort": 8080}), policy({"podSelector": {}, "policyTypes": ["Egress"]})]},
}

reject := {
	"closed to everybody": {"objects": [web, fixture.service({"targetPort": 8080}), policy({"podSelector": {}, "policyTypes": ["Ingress"]})], "paths": {"/spec/ports/0"}},
	"another port is open": {"objects": [web, fixture.service({"targetPort": 8080}), policy({"podSelector": {}, "ingress": [{"ports": [{"port": 9090}]}]})], "paths": {"/spec/ports/0"}},
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

package rules.references["node-port-unique_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["node-port-unique"] as rule

service(name, port, protocol) := fixture.named("v1", "Service", name, {"spec": {"type": "NodePort", "ports": [{"port": 80, "nodePort": port, "protocol": protocol}]}})

accept := {
	"two ports": {"objects": [service("a", 30001, "TCP"), service("b", 30002, "TCP")]},
	"two protocols": {"objects": [service("a", 30001, "TCP"), service("b", 30001, "UDP")]},
}

reject := {
	"one port twice": {"objects": [service("a", 30001, "TCP"), service("b", 30001, "TCP")], "paths": {"/spec/ports/0/nodePort"}},
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

package rules.security["external-name_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.security["external-name"] as rule

name(host) := fixture.named("v1", "Service", "s", {"spec": {"type": "ExternalName", "externalName": host}})

accept := {
	"a host": {"objects": [name("db.example.com")]},
	"one that only begins alike": {"objects": [name("localhost.example.com")]},
}

reject := {
	"localhost": {"objects": [name("localhost")], "paths": {"/spec/externalName"}},
	"an address": {"objects": [name("127.0.0.1")], "paths": {"/spec/externalName"}},
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

package rules.security["external-ips_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["external-ips"] as rule

accept := {
	"none": {"objects": [{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "app"}, "spec": {"externalIPs": []}}]},
}

reject := {
	"one": {"objects": [{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "app"}, "spec": {"externalIPs": ["203.0.113.7"]}}], "paths": {"/spec/externalIPs"}},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as fixture.environment(case) with data.params as fixture.params
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as fixture.environment(case) with data.params as fixture.params
	{finding.path | some finding in found} == case.paths
}

package rules.availability["node-name_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.availability["node-name"] as rule

accept := {
	"a selector": {"objects": [fixture.deployment({"nodeSelector": {"a": "b"}})]},
}

reject := {
	"a name": {"objects": [fixture.deployment({"nodeName": "n1"})], "paths": {"/spec/template/spec/nodeName"}},
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

package rules.availability["readiness-probe_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.availability["readiness-probe"] as rule

accept := {
	"a probe": {"objects": [fixture.container({"readinessProbe": {"httpGet": {"port": 80}}}), fixture.service({})]},
	"no Service": {"objects": [fixture.container({})]},
	"a Service that takes pods as they are": {"objects": [fixture.container({}), object.union(fixture.service({}), {"spec": {"publishNotReadyAddresses": true}})]},
}

reject := {
	"no probe": {"objects": [fixture.container({}), fixture.service({})], "paths": {"/spec/template/spec/containers"}},
	"a liveness probe alone": {"objects": [fixture.container({"livenessProbe": {"httpGet": {"port": 80}}}), fixture.service({})], "paths": {"/spec/template/spec/containers"}},
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

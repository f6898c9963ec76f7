package rules.security["memory-volume_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.security["memory-volume"] as rule

accept := {
	"a size": {"objects": [fixture.deployment({"volumes": [{"name": "v", "emptyDir": {"medium": "Memory", "sizeLimit": "64Mi"}}]})]},
	"on disk": {"objects": [fixture.deployment({"volumes": [{"name": "v", "emptyDir": {}}]})]},
}

reject := {
	"no size": {"objects": [fixture.deployment({"volumes": [{"name": "v", "emptyDir": {"medium": "Memory"}}]})], "paths": {"/spec/template/spec/volumes/0/emptyDir"}},
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

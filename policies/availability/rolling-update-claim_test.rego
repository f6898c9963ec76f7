package rules.availability["rolling-update-claim_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.availability["rolling-update-claim"] as rule

claim(modes) := fixture.named("v1", "PersistentVolumeClaim", "data", {"spec": {"accessModes": modes}})

rolling(spec) := object.union(fixture.deployment({"volumes": [{"name": "d", "persistentVolumeClaim": {"claimName": "data"}}]}), {"spec": spec})

accept := {
	"recreated": {"objects": [claim(["ReadWriteOnce"]), rolling({"strategy": {"type": "Recreate"}})]},
	"no surge": {"objects": [claim(["ReadWriteOnce"]), rolling({"strategy": {"rollingUpdate": {"maxSurge": 0}}})]},
	"shared": {"objects": [claim(["ReadWriteMany"]), rolling({})]},
}

reject := {
	"by default": {"objects": [claim(["ReadWriteOnce"]), rolling({})], "paths": {"/spec/strategy"}},
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

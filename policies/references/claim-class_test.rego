package rules.references["claim-class_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["claim-class"] as rule

claim(spec) := fixture.named("v1", "PersistentVolumeClaim", "c", {"spec": spec})

accept := {
	"a class": {"objects": [claim({"storageClassName": "fast"})]},
	"a volume that is there": {"objects": [claim({"storageClassName": ""}), claim({"volumeName": "v"})]},
}

reject := {
	"none": {"objects": [claim({})], "paths": {"/spec"}},
	"in a template": {"objects": [fixture.named("apps/v1", "StatefulSet", "s", {"spec": {"volumeClaimTemplates": [{"spec": {}}]}})], "paths": {"/spec/volumeClaimTemplates/0/spec"}},
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

package rules.references["storage-class-exists_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["storage-class-exists"] as rule

claim(class) := fixture.named("v1", "PersistentVolumeClaim", "data", {"spec": {"storageClassName": class}})

accept := {
	"a class of the cluster": {"objects": [claim("gp3")]},
	"none on purpose": {"objects": [claim("")]},
}

reject := {
	"a class nobody declared": {"objects": [claim("fast")], "message": "there is no StorageClass \"fast\""},
	"in a StatefulSet": {
		"objects": [fixture.named("apps/v1", "StatefulSet", "db", {"spec": {"volumeClaimTemplates": [{"spec": {"storageClassName": "fast"}}]}})],
		"message": "there is no StorageClass \"fast\"",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {"StorageClass": [{"name": "gp3"}]}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {"StorageClass": [{"name": "gp3"}]}}
	{finding.message | some finding in found} == {case.message}
}

test_no_class_is_known if {
	found := rule.findings with input as {"objects": [claim("fast")]} with data.params.platform as {"provided": {}}
	count(found) == 0
}

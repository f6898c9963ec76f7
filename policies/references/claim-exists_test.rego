package rules.references["claim-exists_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["claim-exists"] as rule

pod := fixture.deployment({"volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "data"}}]})

accept := {
	"a claim that is there": {"objects": [fixture.named("v1", "PersistentVolumeClaim", "data", {}), pod]},
}

reject := {
	"a claim of another name": {
		"objects": [fixture.named("v1", "PersistentVolumeClaim", "date", {}), pod],
		"message": "there is no PersistentVolumeClaim \"data\" in namespace \"web\"",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {}}
	{finding.message | some finding in found} == {case.message}
}

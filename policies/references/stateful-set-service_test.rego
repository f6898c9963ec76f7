package rules.references["stateful-set-service_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["stateful-set-service"] as rule

db := fixture.named("apps/v1", "StatefulSet", "db", {"spec": {"serviceName": "db"}})

accept := {
	"a headless Service": {"objects": [fixture.named("v1", "Service", "db", {"spec": {"clusterIP": "None"}}), db]},
}

reject := {
	"no Service": {"objects": [db], "message": "there is no Service \"db\" in namespace \"web\""},
	"one with an address": {
		"objects": [fixture.named("v1", "Service", "db", {"spec": {}}), db],
		"message": "Service \"db\" is not headless: its clusterIP is not None",
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

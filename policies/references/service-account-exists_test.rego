package rules.references["service-account-exists_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["service-account-exists"] as rule

accept := {
	"one that is there": {"objects": [fixture.named("v1", "ServiceAccount", "web", {}), fixture.deployment({"serviceAccountName": "web"})]},
	"by the deprecated field": {"objects": [fixture.named("v1", "ServiceAccount", "web", {}), fixture.deployment({"serviceAccount": "web"})]},
	"default, which every namespace has": {"objects": [fixture.deployment({"serviceAccountName": "default"})]},
}

reject := {
	"by the deprecated field": {"objects": [fixture.deployment({"serviceAccount": "web"})], "message": "there is no ServiceAccount \"web\" in namespace \"web\""},
	"one that is not": {"objects": [fixture.deployment({"serviceAccountName": "web"})], "message": "there is no ServiceAccount \"web\" in namespace \"web\""},
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

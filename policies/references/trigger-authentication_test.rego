package rules.references["trigger-authentication_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["trigger-authentication"] as rule

scaled := fixture.named("keda.sh/v1alpha1", "ScaledObject", "web", {"spec": {"triggers": [{"type": "redis", "authenticationRef": {"name": "redis"}}]}})

accept := {
	"one that is there": {"objects": [fixture.named("keda.sh/v1alpha1", "TriggerAuthentication", "redis", {}), scaled]},
}

reject := {
	"one that is not": {"objects": [scaled], "message": "there is no TriggerAuthentication \"redis\""},
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

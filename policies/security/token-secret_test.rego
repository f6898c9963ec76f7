package rules.security["token-secret_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.security["token-secret"] as rule

accept := {
	"another type": {"objects": [fixture.named("v1", "Secret", "s", {"type": "Opaque"})]},
}

reject := {
	"a token": {"objects": [fixture.named("v1", "Secret", "s", {"type": "kubernetes.io/service-account-token", "metadata": {"annotations": {"kubernetes.io/service-account.name": "web"}}})], "paths": {"/type"}},
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

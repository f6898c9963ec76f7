package rules.references["secret-two-writers_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["secret-two-writers"] as rule

accept := {
	"one writer": {"objects": [fixture.named("v1", "Secret", "tls", {}), fixture.named("cert-manager.io/v1", "Certificate", "c", {"spec": {"secretName": "other"}})]},
	"merged into": {"objects": [fixture.named("v1", "Secret", "s", {}), fixture.named("external-secrets.io/v1", "ExternalSecret", "s", {"spec": {"target": {"creationPolicy": "Merge"}}})]},
}

reject := {
	"a certificate": {"objects": [fixture.named("v1", "Secret", "tls", {}), fixture.named("cert-manager.io/v1", "Certificate", "c", {"spec": {"secretName": "tls"}})], "paths": {"/metadata/name"}},
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

package rules.references["solver-quota_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["solver-quota"] as rule

quota := fixture.named("v1", "ResourceQuota", "q", {"spec": {"hard": {"services.nodeports": "0"}}})

issuer(http01) := fixture.named("cert-manager.io/v1", "Issuer", "i", {"spec": {"acme": {"solvers": [{"http01": http01}]}}})

accept := {
	"a ClusterIP": {"objects": [quota, issuer({"ingress": {"serviceType": "ClusterIP"}})]},
	"no quota": {"objects": [issuer({"ingress": {}})]},
	"DNS": {"objects": [quota, fixture.named("cert-manager.io/v1", "Issuer", "i", {"spec": {"acme": {"solvers": [{"dns01": {}}]}}})]},
}

reject := {
	"by default": {"objects": [quota, issuer({"ingress": {}})], "paths": {"/spec/acme/solvers/0/http01/ingress"}},
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

package rules.references["issuer-exists_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["issuer-exists"] as rule

certificate := fixture.named("cert-manager.io/v1", "Certificate", "web", {"spec": {"issuerRef": {"kind": "ClusterIssuer", "name": "acme"}}})

accept := {
	"a rendered issuer": {"objects": [fixture.cluster("cert-manager.io/v1", "ClusterIssuer", "acme", {}), certificate]},
	"where no cluster-wide issuer is known": {"objects": [certificate]},
	"somebody else's kind of issuer": {"objects": [fixture.named(
		"cert-manager.io/v1",
		"Certificate",
		"web",
		{"spec": {"issuerRef": {"group": "awspca", "kind": "AWSPCAIssuer", "name": "x"}}},
	)]},
}

reject := {
	"no issuer": {"objects": [certificate, fixture.cluster("cert-manager.io/v1", "ClusterIssuer", "another", {})], "message": "there is no ClusterIssuer \"acme\""},
	"by annotation": {
		"objects": [fixture.named("networking.k8s.io/v1", "Ingress", "web", {"metadata": {"annotations": {"cert-manager.io/issuer": "own"}}})],
		"message": "there is no Issuer \"own\"",
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

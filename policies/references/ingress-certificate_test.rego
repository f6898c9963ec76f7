package rules.references["ingress-certificate_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["ingress-certificate"] as rule

certificate(host) := fixture.named("cert-manager.io/v1", "Certificate", "web", {"spec": {"secretName": "web-tls", "dnsNames": [host]}})

ingress(annotations) := fixture.named("networking.k8s.io/v1", "Ingress", "web", {
	"metadata": {"annotations": annotations},
	"spec": {"tls": [{"secretName": "web-tls", "hosts": ["a.example.com"]}]},
})

accept := {
	"a Certificate": {"objects": [certificate("a.example.com"), ingress({})]},
	"a wildcard": {"objects": [certificate("*.example.com"), ingress({})]},
	"cert-manager makes one": {"objects": [ingress({"cert-manager.io/cluster-issuer": "acme"})]},
}

reject := {
	"nobody makes one": {"objects": [ingress({})], "message": "nothing makes the Secret \"web-tls\" in namespace \"web\""},
	"of another host": {"objects": [certificate("b.example.com"), ingress({})], "message": "Certificate \"web\" is not for a.example.com"},
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

package rules.references["network-dns_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["network-dns"] as rule

policy(spec) := fixture.named("networking.k8s.io/v1", "NetworkPolicy", "policy", {"spec": spec})

accept := {
	"nothing is closed": {"objects": [fixture.deployment({})]},
	"DNS is open": {"objects": [
		fixture.deployment({}),
		policy({"podSelector": {}, "policyTypes": ["Egress"], "egress": [{"ports": [{"port": 53, "protocol": "UDP"}, {"port": 53}]}]}),
	]},
}

reject := {
	"UDP only": {
		"objects": [fixture.deployment({}), policy({"podSelector": {}, "policyTypes": ["Egress"], "egress": [{"ports": [{"port": 53, "protocol": "UDP"}]}]})],
		"message": "no NetworkPolicy lets its pods out to the DNS in namespace \"kube-system\", port 53/TCP",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {
		"provided": {},
		"dns": {"namespace": "kube-system", "labels": {"k8s-app": "kube-dns"}},
	}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {
		"provided": {},
		"dns": {"namespace": "kube-system", "labels": {"k8s-app": "kube-dns"}},
	}
	{finding.message | some finding in found} == {case.message}
}

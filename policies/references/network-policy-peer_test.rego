package rules.references["network-policy-peer_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["network-policy-peer"] as rule

message := "matches no pod that is rendered here or declared in policies/data/platform.yaml"

policy(peer) := fixture.named("networking.k8s.io/v1", "NetworkPolicy", "web", {"spec": {"podSelector": {}, "ingress": [{"from": [peer]}]}})

accept := {
	"pods beside it": {"objects": [fixture.deployment({}), policy({"podSelector": {"matchLabels": {"app": "web"}}})]},
	"pods of a chart": {"objects": [policy({
		"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "ingress"}},
		"podSelector": {"matchLabels": {"app": "nginx"}},
	})]},
	"everybody in the namespace": {"objects": [policy({"podSelector": {}})]},
	"addresses": {"objects": [policy({"ipBlock": {"cidr": "10.0.0.0/8"}})]},
}

reject := {
	"no pod has the labels": {"objects": [fixture.deployment({}), policy({"podSelector": {"matchLabels": {"app": "wbe"}}})], "message": message},
	"no namespace has the label": {"objects": [fixture.deployment({}), policy({"namespaceSelector": {"matchLabels": {"name": "ingress"}}})], "message": message},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {"Pod": [{
		"namespace": "ingress",
		"labels": {"app": "nginx"},
	}]}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {"Pod": [{
		"namespace": "ingress",
		"labels": {"app": "nginx"},
	}]}}
	{finding.message | some finding in found} == {case.message}
}

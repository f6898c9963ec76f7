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
	"a namespace that somebody else fills": {"objects": [policy({"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "elsewhere"}}})]},
	"one of two namespaces by expression": {"objects": [policy({
		"namespaceSelector": {"matchExpressions": [{"key": "kubernetes.io/metadata.name", "operator": "In", "values": ["ingress", "elsewhere"]}]},
		"podSelector": {"matchLabels": {"app": "nginx"}},
	})]},
	"a Namespace with the label name": {"objects": [
		fixture.cluster("v1", "Namespace", "ingress", {"metadata": {"labels": {"name": "ingress"}}}),
		policy({"namespaceSelector": {"matchLabels": {"name": "ingress"}}}),
	]},
	"addresses": {"objects": [policy({"ipBlock": {"cidr": "10.0.0.0/8"}})]},
}

reject := {
	"no pod has the labels": {"objects": [fixture.deployment({}), policy({"podSelector": {"matchLabels": {"app": "wbe"}}})], "message": message},
	"no namespace has the label": {"objects": [fixture.deployment({}), policy({"namespaceSelector": {"matchLabels": {"team": "ingress"}}})], "message": message},
	"the label that Kubernetes does not set": {
		"objects": [fixture.deployment({}), policy({"namespaceSelector": {"matchLabels": {"name": "ingress"}}})],
		"message": "selects namespaces by the label name, which Kubernetes does not set and no Namespace here has",
	},
	"other pods of a declared namespace": {
		"objects": [policy({"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "ingress"}}, "podSelector": {"matchLabels": {"app": "wbe"}}})],
		"message": message,
	},
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

test_nothing_is_known_of_the_cluster if {
	found := rule.findings with input as {"objects": [fixture.deployment({}), policy({"namespaceSelector": {"matchLabels": {"team": "a"}}})]}
		with data.params.platform as {"provided": {}}
	count(found) == 0
}

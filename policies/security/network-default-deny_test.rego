package rules.security["network-default-deny_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["network-default-deny"] as rule

accept := {
	"denied": {"objects": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "app"}, "spec": {"containers": []}}, {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}}]},
	"denied by two": {"objects": [
		{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "app"}, "spec": {"containers": []}},
		{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}}},
		{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "out", "namespace": "app"}, "spec": {"podSelector": {}, "policyTypes": ["Egress"], "egress": []}},
	]},
	"no pods": {"objects": [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "app"}}]},
}

reject := {
	"no policy": {"objects": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "app"}, "spec": {"containers": []}}], "paths": {"/metadata/namespace"}},
	"only one direction": {"objects": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "app"}, "spec": {"containers": []}}, {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "policyTypes": ["Ingress"]}}], "paths": {"/metadata/namespace"}},
	"with an exception for all": {
		"objects": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "namespace": "app"}, "spec": {"containers": []}}, {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "policyTypes": ["Ingress", "Egress"], "egress": [{}]}}],
		"paths": {"/metadata/namespace"},
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as fixture.environment(case) with data.params as fixture.params
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as fixture.environment(case) with data.params as fixture.params
	{finding.path | some finding in found} == case.paths
}

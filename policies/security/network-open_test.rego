package rules.security["network-open_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["network-open"] as rule

accept := {
	"a peer": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "ingress": [{"from": [{"podSelector": {}}]}]}}]},
	"a port for everybody": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "ingress": [{"ports": [{"port": 443}]}]}}]},
}

reject := {
	"every port in one range": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "egress": [{"ports": [{"port": 1, "endPort": 65535}]}]}}], "paths": {"/spec/egress/0"}},
	"an empty list of peers": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "egress": [{"to": []}]}}], "paths": {"/spec/egress/0"}},
	"a port that is not said": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "ingress": [{"from": [], "ports": [{"protocol": "TCP"}]}]}}], "paths": {"/spec/ingress/0"}},
	"an empty rule": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "ingress": [{}]}}], "paths": {"/spec/ingress/0"}},
	"every address": {
		"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "egress": [{"to": [{"ipBlock": {"cidr": "0.0.0.0/0"}}]}]}}],
		"paths": {"/spec/egress/0"},
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

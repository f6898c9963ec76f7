package rules.security["network-metadata-service_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["network-metadata-service"] as rule

accept := {
	"names looked up anywhere": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "egress": [{"ports": [{"port": 53, "protocol": "UDP"}, {"port": 53}, {"port": "dns"}]}]}}]},
	"excepted": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "egress": [{"to": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": ["169.254.0.0/16"]}}]}]}}]},
	"another range": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "egress": [{"to": [{"ipBlock": {"cidr": "203.0.113.0/24"}}]}]}}]},
	"DNS": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "dns", "namespace": "app"}, "spec": {"podSelector": {}, "egress": [{"to": [{"ipBlock": {"cidr": "169.254.169.254/32"}}], "ports": [{"protocol": "UDP", "port": 53}]}]}}]},
	"pods": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "egress": [{"to": [{"podSelector": {}}]}]}}]},
}

reject := {
	"everybody on the port of the service": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "egress": [{"to": [], "ports": [{"port": 80}]}]}}], "paths": {"/spec/egress/0"}},
	"everybody": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "egress": [{}]}}], "paths": {"/spec/egress/0"}},
	"every address": {
		"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "egress": [{"to": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": ["10.0.0.0/8"]}}], "ports": [{"port": 443}]}]}}],
		"paths": {"/spec/egress/0/to/0/ipBlock"},
	},
	"DNS and more": {
		"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "dns", "namespace": "app"}, "spec": {"podSelector": {}, "egress": [{"to": [{"ipBlock": {"cidr": "169.254.169.254/32"}}], "ports": [{"protocol": "UDP", "port": 53}, {"protocol": "TCP", "port": 80}]}]}}],
		"paths": {"/spec/egress/0/to/0/ipBlock"},
	},
	"every IPv6 address": {
		"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "default-deny", "namespace": "app"}, "spec": {"podSelector": {}, "egress": [{"to": [{"ipBlock": {"cidr": "::/0"}}], "ports": [{"port": 443}]}]}}],
		"paths": {"/spec/egress/0/to/0/ipBlock"},
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

test_accept_whom_the_parameters_name if {
	params := {"security": {"metadata_readers": {"app/default-deny": "Its pods get an identity of their own there."}}}
	found := rule.findings with input as fixture.environment(reject["every address"]) with data.params as params
	count(found) == 0
}

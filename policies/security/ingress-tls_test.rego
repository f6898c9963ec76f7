package rules.security["ingress-tls_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["ingress-tls"] as rule

accept := {
	"the host": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "app", "annotations": {}}, "spec": {"tls": [{"hosts": ["web.example.com"], "secretName": "web"}], "rules": [{"host": "web.example.com"}]}}]},
	"a wildcard": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "app", "annotations": {}}, "spec": {"tls": [{"hosts": ["*.example.com"], "secretName": "web"}], "rules": [{"host": "web.example.com"}]}}]},
	"by another Ingress": {"objects": [
		{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "app", "annotations": {}}, "spec": {"tls": [{"hosts": ["web.example.com"], "secretName": "web"}], "rules": [{"host": "web.example.com"}]}},
		{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "minion", "namespace": "app", "annotations": {}}, "spec": {"rules": [{"host": "web.example.com"}]}},
	]},
}

reject := {
	"none": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "app", "annotations": {}}, "spec": {"rules": [{"host": "web.example.com"}]}}], "paths": {"/spec/rules/0/host"}},
	"another host": {
		"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "app", "annotations": {}}, "spec": {"tls": [{"hosts": ["example.com"], "secretName": "web"}], "rules": [{"host": "example.com"}, {"host": "web.example.com"}]}}],
		"paths": {"/spec/rules/1/host"},
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

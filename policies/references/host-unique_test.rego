package rules.references["host-unique_test"]

import data.rules.references["host-unique"] as rule

ingress := {
	"apiVersion": "networking.k8s.io/v1",
	"kind": "Ingress",
	"metadata": {"name": "web", "namespace": "web"},
	"spec": {"rules": [{"http": {}}, {"host": "web.example.com"}]},
}

route := {
	"apiVersion": "gateway.networking.k8s.io/v1",
	"kind": "HTTPRoute",
	"metadata": {"name": "web", "namespace": "web"},
	"spec": {"hostnames": ["web.example.com"]},
}

test_accept_another_host if {
	found := rule.findings with input as {"objects": [ingress, route], "hosts_elsewhere": {"db.example.com": ["staging"]}}
	count(found) == 0
}

test_reject_the_same_host if {
	found := rule.findings with input as {"objects": [ingress, route], "hosts_elsewhere": {"web.example.com": ["staging", "test"]}}
	{[finding.object.kind, finding.path, finding.message] | some finding in found} == {
		["Ingress", "/spec/rules/1/host", "\"web.example.com\" is the host of staging and test too"],
		["HTTPRoute", "/spec/hostnames/0", "\"web.example.com\" is the host of staging and test too"],
	}
}

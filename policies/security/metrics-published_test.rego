package rules.security["metrics-published_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["metrics-published"] as rule

service := {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "app", "labels": {"app": "web"}}}

monitor(port) := {
	"apiVersion": "monitoring.coreos.com/v1",
	"kind": "ServiceMonitor",
	"metadata": {"name": "web", "namespace": "app"},
	"spec": {"selector": {"matchLabels": {"app": "web"}}, "endpoints": [{"port": port}]},
}

accept := {
	"a port of its own": {"objects": [
		{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "app", "annotations": {}}, "spec": {"rules": [{"host": "web.example.com", "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "web", "port": {"name": "http"}}}}]}}]}},
		service,
		monitor("metrics"),
	]},
}

reject := {
	"the published port": {
		"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "app", "annotations": {}}, "spec": {"rules": [{"host": "web.example.com", "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "web", "port": {"name": "http"}}}}]}}]}}, service, monitor("http")],
		"paths": {"/spec/rules/0/http/paths/0/path"},
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

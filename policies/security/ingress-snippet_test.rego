package rules.security["ingress-snippet_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["ingress-snippet"] as rule

accept := {
	"another annotation": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "app", "annotations": {"nginx.org/hsts": "true"}}, "spec": {"rules": [{"host": "web.example.com", "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "web", "port": {"name": "http"}}}}]}}]}}]},
}

reject := {
	"F5 NGINX": {
		"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "app", "annotations": {"nginx.org/location-snippets": "deny all;"}}, "spec": {"rules": [{"host": "web.example.com", "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "web", "port": {"name": "http"}}}}]}}]}}],
		"paths": {"/metadata/annotations/nginx.org~1location-snippets"},
	},
	"ingress-nginx": {
		"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "app", "annotations": {"nginx.ingress.kubernetes.io/server-snippet": "deny all;"}}, "spec": {"rules": [{"host": "web.example.com", "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "web", "port": {"name": "http"}}}}]}}]}}],
		"paths": {"/metadata/annotations/nginx.ingress.kubernetes.io~1server-snippet"},
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

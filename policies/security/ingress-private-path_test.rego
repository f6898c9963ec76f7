package rules.security["ingress-private-path_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["ingress-private-path"] as rule

accept := {
	"another path": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "app", "annotations": {}}, "spec": {"rules": [{"host": "web.example.com", "http": {"paths": [{"path": "/api", "pathType": "Prefix", "backend": {"service": {"name": "web", "port": {"name": "http"}}}}, {"path": "/administrators", "pathType": "Prefix", "backend": {"service": {"name": "web", "port": {"name": "http"}}}}]}}]}}]},
	"asked who is there": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "app", "annotations": {"nginx.ingress.kubernetes.io/auth-url": "https://auth.example.com"}}, "spec": {"rules": [{"host": "web.example.com", "http": {"paths": [{"path": "/metrics", "pathType": "Prefix", "backend": {"service": {"name": "web", "port": {"name": "http"}}}}]}}]}}]},
	"the rest denied": {"objects": [
		{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "app", "annotations": {}}, "spec": {"rules": [{"host": "web.example.com", "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "web", "port": {"name": "http"}}}}]}}]}},
		{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "private", "namespace": "app", "annotations": {"nginx.org/policies": "deny-everyone"}}, "spec": {"rules": [{"host": "web.example.com", "http": {"paths": [{"path": "/admin", "pathType": "Prefix", "backend": {"service": {"name": "web", "port": {"name": "http"}}}}]}}]}},
		{"apiVersion": "k8s.nginx.org/v1", "kind": "Policy", "metadata": {"name": "deny-everyone", "namespace": "app"}, "spec": {"accessControl": {"deny": ["0.0.0.0/0"]}}},
	]},
}

reject := {
	"by name": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "app", "annotations": {}}, "spec": {"rules": [{"host": "web.example.com", "http": {"paths": [{"path": "/api", "pathType": "Prefix", "backend": {"service": {"name": "web", "port": {"name": "http"}}}}, {"path": "/Metrics/x", "pathType": "Prefix", "backend": {"service": {"name": "web", "port": {"name": "http"}}}}]}}]}}], "paths": {"/spec/rules/0/http/paths/1/path"}},
	"below /": {"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "app", "annotations": {}}, "spec": {"rules": [{"host": "web.example.com", "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": {"service": {"name": "web", "port": {"name": "http"}}}}]}}]}}], "paths": {"/spec/rules/0/http/paths/0/path"}},
	"a policy that is not there": {
		"objects": [{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "web", "namespace": "app", "annotations": {"nginx.org/policies": "deny-everyone"}}, "spec": {"rules": [{"host": "web.example.com", "http": {"paths": [{"path": "/admin", "pathType": "Prefix", "backend": {"service": {"name": "web", "port": {"name": "http"}}}}]}}]}}],
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

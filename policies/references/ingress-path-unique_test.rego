package rules.references["ingress-path-unique_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["ingress-path-unique"] as rule

ingress(name, host, path, annotations) := fixture.named("networking.k8s.io/v1", "Ingress", name, {
	"metadata": {"annotations": annotations},
	"spec": {"ingressClassName": "nginx", "rules": [{"host": host, "http": {"paths": [{"path": path, "pathType": "Prefix"}]}}]},
})

accept := {
	"other paths": {"objects": [ingress("a", "a.example.com", "/", {}), ingress("b", "a.example.com", "/api", {})]},
	"other hosts": {"objects": [ingress("a", "a.example.com", "/", {}), ingress("b", "b.example.com", "/", {})]},
	"a canary": {"objects": [ingress("a", "a.example.com", "/", {}), ingress("b", "a.example.com", "/", {"nginx.ingress.kubernetes.io/canary": "true"})]},
}

reject := {
	"the same": {"objects": [ingress("a", "a.example.com", "/", {}), ingress("b", "a.example.com", "/", {})], "paths": {"/spec/rules/0/http/paths/0/path"}},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects, "environment": "staging", "origins": {}, "versions": {"kubernetes": "1.36"}} with data.params.platform as {"provided": {}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects, "environment": "staging", "origins": {}, "versions": {"kubernetes": "1.36"}} with data.params.platform as {"provided": {}}
	{finding.path | some finding in found} == case.paths
}

package rules.references["ingress-service_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["ingress-service"] as rule

ingress(name, port) := fixture.named(
	"networking.k8s.io/v1",
	"Ingress",
	"web",
	{"spec": {"rules": [{"http": {"paths": [{"backend": {"service": {"name": name, "port": port}}}]}}]}},
)

accept := {
	"by name": {"objects": [fixture.service({}), ingress("web", {"name": "http"})]},
	"by number": {"objects": [fixture.service({}), ingress("web", {"number": 80})]},
}

reject := {
	"no such Service": {"objects": [fixture.service({}), ingress("wbe", {"name": "http"})], "message": "there is no Service \"wbe\" in namespace \"web\""},
	"no such port": {"objects": [fixture.service({}), ingress("web", {"number": 8080})], "message": "Service \"web\" has no port 8080; it has http 80"},
	"the default backend": {
		"objects": [fixture.named("networking.k8s.io/v1", "Ingress", "web", {"spec": {"defaultBackend": {"service": {"name": "none", "port": {"number": 80}}}}})],
		"message": "there is no Service \"none\" in namespace \"web\"",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {}}
	{finding.message | some finding in found} == {case.message}
}

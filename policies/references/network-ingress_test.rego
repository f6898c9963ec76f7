package rules.references["network-ingress_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["network-ingress"] as rule

policy(spec) := fixture.named("networking.k8s.io/v1", "NetworkPolicy", "policy", {"spec": spec})

web := fixture.container({"ports": [{"name": "http", "containerPort": 8080}]})

ingress := fixture.named("networking.k8s.io/v1", "Ingress", "web", {"spec": {
	"ingressClassName": "nginx",
	"rules": [{"http": {"paths": [{"backend": {"service": {"name": "web", "port": {"name": "http"}}}}]}}],
}})

accept := {
	"nothing is closed": {"objects": [web, fixture.service({"targetPort": 8080}), ingress]},
	"the controller is admitted": {"objects": [
		web,
		fixture.service({"targetPort": 8080}),
		ingress,
		policy({"podSelector": {}, "ingress": [{"from": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "nginx"}}}]}]}),
	]},
}

reject := {
	"it is not": {
		"objects": [web, fixture.service({"targetPort": 8080}), ingress, policy({"podSelector": {}, "policyTypes": ["Ingress"]})],
		"message": "no NetworkPolicy lets the controller in namespace \"nginx\" in to Deployment \"web\" port 8080",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {"IngressClass": [{
		"name": "nginx",
		"pods": {"namespace": "nginx", "labels": {"app": "nginx"}},
	}]}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {"IngressClass": [{
		"name": "nginx",
		"pods": {"namespace": "nginx", "labels": {"app": "nginx"}},
	}]}}
	{finding.message | some finding in found} == {case.message}
}

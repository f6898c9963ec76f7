package rules.references["ingress-class-exists_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["ingress-class-exists"] as rule

ingress(spec) := fixture.named("networking.k8s.io/v1", "Ingress", "web", {"spec": spec})

ingress_by_annotation(name) := fixture.named("networking.k8s.io/v1", "Ingress", "web", {
	"metadata": {"annotations": {"kubernetes.io/ingress.class": name}},
	"spec": {},
})

accept := {
	"by annotation": {"objects": [ingress_by_annotation("nginx")]},
	"a class of the cluster": {"objects": [ingress({"ingressClassName": "nginx"})]},
}

reject := {
	"another": {"objects": [ingress({"ingressClassName": "ngnix"})], "message": "there is no IngressClass \"ngnix\""},
	"another by annotation": {"objects": [ingress_by_annotation("ngnix")], "message": "there is no IngressClass \"ngnix\""},
	"none": {"objects": [ingress({})], "message": "has no ingressClassName, so which controller takes it depends on the cluster"},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {"IngressClass": [{"name": "nginx"}]}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {"IngressClass": [{"name": "nginx"}]}}
	{finding.message | some finding in found} == {case.message}
}

test_no_class_is_known if {
	found := rule.findings with input as {"objects": [ingress({"ingressClassName": "traefik"})]} with data.params.platform as {"provided": {}}
	count(found) == 0
}

package rules.references["ingress-class-field_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["ingress-class-field"] as rule

ingress(metadata, spec) := fixture.named("networking.k8s.io/v1", "Ingress", "web", {"metadata": metadata, "spec": spec})

accept := {
	"the field": [ingress({}, {"ingressClassName": "nginx"})],
	"neither, which another rule says": [ingress({}, {})],
}

reject := {"the annotation": [ingress({"annotations": {"kubernetes.io/ingress.class": "nginx"}}, {})]}

test_accept[name] if {
	some name, list in accept
	found := rule.findings with input as {"objects": list}
	count(found) == 0
}

test_reject[name] if {
	some name, list in reject
	found := rule.findings with input as {"objects": list}
	{finding.path | some finding in found} == {"/metadata/annotations/kubernetes.io~1ingress.class"}
}

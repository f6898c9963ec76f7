package rules.references["service-target-port_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["service-target-port"] as rule

pod := fixture.container({"ports": [{"name": "http", "containerPort": 8080}]})

sidecar := fixture.deployment({"initContainers": [{"name": "proxy", "restartPolicy": "Always", "ports": [{"name": "metrics", "containerPort": 9090}]}]})

accept := {
	"by name": {"objects": [pod, fixture.service({"targetPort": "http"})]},
	"by number": {"objects": [pod, fixture.service({"targetPort": 8080})]},
	"of a sidecar": {"objects": [sidecar, fixture.service({"targetPort": "metrics"})]},
	"a pod that declares none": {"objects": [fixture.deployment({}), fixture.service({"targetPort": 8080})]},
}

reject := {
	"a name nobody has": {"objects": [pod, fixture.service({"targetPort": "htpp"})], "message": "Deployment \"web\" has no port htpp; it has http 8080"},
	"the Service's own port": {"objects": [pod, fixture.service({})], "message": "Deployment \"web\" has no port 80; it has http 8080"},
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

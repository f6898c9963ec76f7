package rules.security["host-ports_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["host-ports"] as rule

accept := {
	"a container port": {"container": {"ports": [{"containerPort": 8080}]}},
	"zero is none": {"container": {"ports": [{"containerPort": 8080, "hostPort": 0}]}},
}

reject := {
	"the second port": {
		"level": "baseline",
		"container": {"ports": [{"containerPort": 8080}, {"containerPort": 8081, "hostPort": 8081}]},
		"paths": {"/spec/template/spec/containers/0/ports/1/hostPort"},
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

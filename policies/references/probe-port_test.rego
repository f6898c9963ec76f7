package rules.references["probe-port_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["probe-port"] as rule

probed(port) := fixture.container({"ports": [{"name": "http", "containerPort": 8080}], "livenessProbe": {"httpGet": {"port": port}}})

accept := {
	"a name of its own": {"objects": [probed("http")]},
	"a number": {"objects": [probed(8080)]},
}

reject := {
	"another name": {"objects": [probed("web")], "message": "container \"web\" has no port named \"web\""},
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

package rules.security["host-probes_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["host-probes"] as rule

accept := {
	"no host": {"container": {"livenessProbe": {"httpGet": {"port": 8080}}}},
	"an empty one": {"container": {"readinessProbe": {"tcpSocket": {"port": 8080, "host": ""}}}},
	"a header": {"container": {"livenessProbe": {"httpGet": {"port": 8080, "httpHeaders": [{"name": "Host", "value": "web"}]}}}},
}

reject := {
	"a probe": {
		"level": "baseline",
		"container": {"livenessProbe": {"httpGet": {"port": 8080, "host": "127.0.0.1"}}},
		"paths": {"/spec/template/spec/containers/0/livenessProbe/httpGet/host"},
	},
	"a hook": {
		"container": {"lifecycle": {"preStop": {"tcpSocket": {"port": 8080, "host": "10.0.0.1"}}}},
		"paths": {"/spec/template/spec/containers/0/lifecycle/preStop/tcpSocket/host"},
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

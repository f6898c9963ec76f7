package rules.security.capabilities_test

import data.lib.pod_fixture_test as fixture
import data.rules.security.capabilities as rule

accept := {
	"nothing added": {},
	"a low port at restricted": {"container": {"securityContext": {"capabilities": {"add": ["NET_BIND_SERVICE"]}}}},
	"the usual set at baseline": {"level": "baseline", "container": {"securityContext": {"capabilities": {"add": ["CHOWN", "SETUID"]}}}},
}

reject := {
	"the usual set at restricted": {
		"container": {"securityContext": {"capabilities": {"add": ["NET_BIND_SERVICE", "CHOWN"]}}},
		"paths": {"/spec/template/spec/containers/0/securityContext/capabilities/add/1"},
	},
	"beyond it at baseline": {
		"level": "baseline",
		"container": {"securityContext": {"capabilities": {"add": ["NET_RAW", "SYS_ADMIN"]}}},
		"paths": {"/spec/template/spec/containers/0/securityContext/capabilities/add/0", "/spec/template/spec/containers/0/securityContext/capabilities/add/1"},
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

package rules.security.privileged_test

import data.lib.pod_fixture_test as fixture
import data.rules.security.privileged as rule

accept := {
	"nothing said": {},
	"said not to be": {"container": {"securityContext": {"privileged": false}}},
	"a namespace that allows it": {"level": "privileged", "container": {"securityContext": {"privileged": true}}},
}

reject := {
	"a container": {"container": {"securityContext": {"privileged": true}}, "paths": {"/spec/template/spec/containers/0/securityContext/privileged"}},
	"at baseline": {"level": "baseline", "container": {"securityContext": {"privileged": true}}, "paths": {"/spec/template/spec/containers/0/securityContext/privileged"}},
	"an init container": {
		"spec": {"initContainers": [{"name": "init", "securityContext": {"privileged": true}}]},
		"paths": {"/spec/template/spec/initContainers/0/securityContext/privileged"},
	},
	"an ephemeral container": {
		"spec": {"ephemeralContainers": [{"name": "debug", "securityContext": {"privileged": true}}]},
		"paths": {"/spec/template/spec/ephemeralContainers/0/securityContext/privileged"},
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

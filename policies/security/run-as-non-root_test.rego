package rules.security["run-as-non-root_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["run-as-non-root"] as rule

accept := {
	"on the container": {},
	"on the pod": {"spec": {"securityContext": {"runAsNonRoot": true}}, "without": ["securityContext/runAsNonRoot"]},
	"in a user namespace": {"spec": {"hostUsers": false}, "without": ["securityContext/runAsNonRoot"]},
	"at baseline": {"level": "baseline", "without": ["securityContext/runAsNonRoot"]},
}

reject := {
	"on neither": {"without": ["securityContext/runAsNonRoot"], "paths": {"/spec/template/spec/containers/0/securityContext/runAsNonRoot"}},
	"an init container without": {
		"spec": {"initContainers": [{"name": "init"}]},
		"paths": {"/spec/template/spec/initContainers/0/securityContext/runAsNonRoot"},
	},
	"false on the container": {
		"spec": {"securityContext": {"runAsNonRoot": true}},
		"container": {"securityContext": {"runAsNonRoot": false}},
		"paths": {"/spec/template/spec/containers/0/securityContext/runAsNonRoot"},
	},
	"false on the pod": {"spec": {"securityContext": {"runAsNonRoot": false}}, "paths": {"/spec/template/spec/securityContext/runAsNonRoot"}},
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

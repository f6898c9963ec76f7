package rules.security["seccomp-profile_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["seccomp-profile"] as rule

accept := {
	"on the container": {},
	"on the pod": {"spec": {"securityContext": {"seccompProfile": {"type": "Localhost"}}}, "without": ["securityContext/seccompProfile"]},
	"at baseline": {"level": "baseline", "without": ["securityContext/seccompProfile"]},
	"a Windows pod": {"spec": {"os": {"name": "windows"}}, "without": ["securityContext/seccompProfile"]},
}

reject := {
	"on neither": {"without": ["securityContext/seccompProfile"], "paths": {"/spec/template/spec/containers/0/securityContext/seccompProfile"}},
	"switched off on the pod": {
		"level": "baseline",
		"spec": {"securityContext": {"seccompProfile": {"type": "Unconfined"}}},
		"paths": {"/spec/template/spec/securityContext/seccompProfile/type"},
	},
	"switched off on the container": {
		"spec": {"securityContext": {"seccompProfile": {"type": "RuntimeDefault"}}},
		"container": {"securityContext": {"seccompProfile": {"type": "Unconfined"}}},
		"paths": {"/spec/template/spec/containers/0/securityContext/seccompProfile/type"},
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

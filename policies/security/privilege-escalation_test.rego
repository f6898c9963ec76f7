package rules.security["privilege-escalation_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["privilege-escalation"] as rule

accept := {
	"forbidden": {},
	"a Windows pod": {"spec": {"os": {"name": "windows"}}, "without": ["securityContext/allowPrivilegeEscalation"]},
	"at baseline": {"level": "baseline", "without": ["securityContext/allowPrivilegeEscalation"]},
}

reject := {
	"nothing said": {"without": ["securityContext/allowPrivilegeEscalation"], "paths": {"/spec/template/spec/containers/0/securityContext/allowPrivilegeEscalation"}},
	"allowed": {
		"container": {"securityContext": {"allowPrivilegeEscalation": true}},
		"paths": {"/spec/template/spec/containers/0/securityContext/allowPrivilegeEscalation"},
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

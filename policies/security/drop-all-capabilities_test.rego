package rules.security["drop-all-capabilities_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["drop-all-capabilities"] as rule

accept := {
	"all dropped": {},
	"a Windows pod": {"spec": {"os": {"name": "windows"}}, "without": ["securityContext/capabilities"]},
	"at baseline": {"level": "baseline", "without": ["securityContext/capabilities"]},
}

reject := {
	"nothing said": {"without": ["securityContext/capabilities"], "paths": {"/spec/template/spec/containers/0/securityContext/capabilities/drop"}},
	"only some": {"container": {"securityContext": {"capabilities": {"drop": ["NET_RAW"]}}}, "paths": {"/spec/template/spec/containers/0/securityContext/capabilities/drop"}},
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

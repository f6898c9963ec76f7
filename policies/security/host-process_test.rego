package rules.security["host-process_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["host-process"] as rule

accept := {
	"nothing said": {},
	"said not to be": {"spec": {"securityContext": {"windowsOptions": {"hostProcess": false}}}},
}

reject := {
	"the pod": {"spec": {"securityContext": {"windowsOptions": {"hostProcess": true}}}, "paths": {"/spec/template/spec/securityContext/windowsOptions/hostProcess"}},
	"a container": {"container": {"securityContext": {"windowsOptions": {"hostProcess": true}}}, "paths": {"/spec/template/spec/containers/0/securityContext/windowsOptions/hostProcess"}},
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

package rules.security["proc-mount_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["proc-mount"] as rule

accept := {
	"nothing said": {},
	"the default": {"container": {"securityContext": {"procMount": "Default"}}},
	"in a user namespace at baseline": {"level": "baseline", "spec": {"hostUsers": false}, "container": {"securityContext": {"procMount": "Unmasked"}}},
}

reject := {
	"at baseline": {"level": "baseline", "container": {"securityContext": {"procMount": "Unmasked"}}, "paths": {"/spec/template/spec/containers/0/securityContext/procMount"}},
	"in a user namespace at restricted": {
		"spec": {"hostUsers": false},
		"container": {"securityContext": {"procMount": "Unmasked"}},
		"paths": {"/spec/template/spec/containers/0/securityContext/procMount"},
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

package rules.security["run-as-user_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["run-as-user"] as rule

accept := {
	"nothing said": {},
	"another user": {"spec": {"securityContext": {"runAsUser": 1000}}},
	"in a user namespace": {"spec": {"hostUsers": false, "securityContext": {"runAsUser": 0}}},
	"at baseline": {"level": "baseline", "spec": {"securityContext": {"runAsUser": 0}}},
}

reject := {
	"the pod": {"spec": {"securityContext": {"runAsUser": 0}}, "paths": {"/spec/template/spec/securityContext/runAsUser"}},
	"a container": {"container": {"securityContext": {"runAsUser": 0}}, "paths": {"/spec/template/spec/containers/0/securityContext/runAsUser"}},
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

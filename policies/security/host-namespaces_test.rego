package rules.security["host-namespaces_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["host-namespaces"] as rule

accept := {
	"nothing said": {},
	"said not to": {"spec": {"hostNetwork": false}},
	"a namespace that allows it": {"level": "privileged", "spec": {"hostPID": true}},
}

reject := {
	"network": {"spec": {"hostNetwork": true}, "paths": {"/spec/template/spec/hostNetwork"}},
	"processes and IPC": {"level": "baseline", "spec": {"hostPID": true, "hostIPC": true}, "paths": {"/spec/template/spec/hostPID", "/spec/template/spec/hostIPC"}},
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

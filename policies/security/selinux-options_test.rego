package rules.security["selinux-options_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["selinux-options"] as rule

accept := {
	"nothing said": {},
	"a container type": {"container": {"securityContext": {"seLinuxOptions": {"type": "container_kvm_t", "level": "s0"}}}},
}

reject := {
	"another type": {
		"level": "baseline",
		"spec": {"securityContext": {"seLinuxOptions": {"type": "spc_t"}}},
		"paths": {"/spec/template/spec/securityContext/seLinuxOptions/type"},
	},
	"user and role": {
		"container": {"securityContext": {"seLinuxOptions": {"user": "system_u", "role": "system_r"}}},
		"paths": {"/spec/template/spec/containers/0/securityContext/seLinuxOptions/user", "/spec/template/spec/containers/0/securityContext/seLinuxOptions/role"},
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

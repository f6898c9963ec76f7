package rules.security.sysctls_test

import data.lib.pod_fixture_test as fixture
import data.rules.security.sysctls as rule

accept := {
	"none": {},
	"a safe one": {"spec": {"securityContext": {"sysctls": [{"name": "net.ipv4.tcp_keepalive_time", "value": "60"}]}}},
}

reject := {
	"one that is safe from the next version on": {
		"level": "baseline",
		"spec": {"securityContext": {"sysctls": [{"name": "net.ipv4.tcp_notsent_lowat", "value": "16384"}]}},
		"paths": {"/spec/template/spec/securityContext/sysctls/0"},
	},
	"one of the node": {
		"level": "baseline",
		"spec": {"securityContext": {"sysctls": [{"name": "net.ipv4.tcp_syncookies", "value": "1"}, {"name": "vm.max_map_count", "value": "262144"}]}},
		"paths": {"/spec/template/spec/securityContext/sysctls/1"},
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

test_safe_from_this_version_on if {
	case := {"spec": {"securityContext": {"sysctls": [{"name": "net.ipv4.tcp_notsent_lowat", "value": "16384"}]}}}
	found := rule.findings with input as object.union(fixture.environment(case), {"versions": {"kubernetes": "1.37"}})
		with data.params as fixture.params
	count(found) == 0
}

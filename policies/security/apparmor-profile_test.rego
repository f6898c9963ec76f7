package rules.security["apparmor-profile_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["apparmor-profile"] as rule

accept := {
	"nothing said": {},
	"the runtime's": {"spec": {"securityContext": {"appArmorProfile": {"type": "RuntimeDefault"}}}},
	"by annotation": {"metadata": {"annotations": {"container.apparmor.security.beta.kubernetes.io/web": "localhost/web"}}},
}

reject := {
	"switched off for the pod": {
		"level": "baseline",
		"spec": {"securityContext": {"appArmorProfile": {"type": "Unconfined"}}},
		"paths": {"/spec/template/spec/securityContext/appArmorProfile/type"},
	},
	"switched off for a container": {
		"container": {"securityContext": {"appArmorProfile": {"type": "Unconfined"}}},
		"paths": {"/spec/template/spec/containers/0/securityContext/appArmorProfile/type"},
	},
	"by annotation": {
		"metadata": {"annotations": {"container.apparmor.security.beta.kubernetes.io/web": "unconfined"}},
		"paths": {"/spec/template/metadata/annotations/container.apparmor.security.beta.kubernetes.io~1web"},
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

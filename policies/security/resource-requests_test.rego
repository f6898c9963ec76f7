package rules.security["resource-requests_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["resource-requests"] as rule

accept := {
	"all there": {},
	"for the whole pod": {
		"spec": {"resources": {"requests": {"cpu": "1", "memory": "1Gi"}, "limits": {"memory": "1Gi"}}},
		"without": ["resources"],
	},
}

reject := {
	"nothing said": {"without": ["resources"], "paths": {"/spec/template/spec/containers/0/resources/requests/cpu", "/spec/template/spec/containers/0/resources/requests/memory"}},
	"an init container": {
		"spec": {"initContainers": [{"name": "init", "resources": {"limits": {"cpu": "1"}}}]},
		"paths": {"/spec/template/spec/initContainers/0/resources/requests/memory"},
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

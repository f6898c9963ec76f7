package rules.security["read-only-root-filesystem_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["read-only-root-filesystem"] as rule

accept := {
	"read-only": {},
	"a Windows pod": {"spec": {"os": {"name": "windows"}}, "without": ["securityContext/readOnlyRootFilesystem"]},
	"a privileged namespace": {"level": "privileged", "without": ["securityContext/readOnlyRootFilesystem"]},
	"an ephemeral container": {"spec": {"ephemeralContainers": [{"name": "debug"}]}},
}

reject := {
	"nothing said": {"without": ["securityContext/readOnlyRootFilesystem"], "paths": {"/spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem"}},
	"an init container": {"spec": {"initContainers": [{"name": "init"}]}, "paths": {"/spec/template/spec/initContainers/0/securityContext/readOnlyRootFilesystem"}},
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

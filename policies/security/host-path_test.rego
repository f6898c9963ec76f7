package rules.security["host-path_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["host-path"] as rule

accept := {
	"another volume": {"spec": {"volumes": [{"name": "tmp", "emptyDir": {}}]}},
	"null is nothing": {"spec": {"volumes": [{"name": "tmp", "hostPath": null, "emptyDir": {}}]}},
	"a namespace that allows it": {"level": "privileged", "spec": {"volumes": [{"name": "host", "hostPath": {"path": "/"}}]}},
}

reject := {
	"a path of the node": {
		"level": "baseline",
		"spec": {"volumes": [{"name": "tmp", "emptyDir": {}}, {"name": "host", "hostPath": {"path": "/var/run"}}]},
		"paths": {"/spec/template/spec/volumes/1/hostPath"},
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

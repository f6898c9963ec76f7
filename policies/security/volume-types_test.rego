package rules.security["volume-types_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["volume-types"] as rule

accept := {
	"all that may be": {"spec": {"volumes": [{"name": type, type: {}} |
		some type in ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"]
	]}},
	"at baseline": {"level": "baseline", "spec": {"volumes": [{"name": "share", "nfs": {"server": "nfs.example.com", "path": "/"}}]}},
}

reject := {
	"a network file system": {
		"spec": {"volumes": [{"name": "share", "nfs": {"server": "nfs.example.com", "path": "/"}}]},
		"paths": {"/spec/template/spec/volumes/0/nfs"},
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

package rules.security["secret-manifest_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["secret-manifest"] as rule

accept := {
	"no values": {"objects": [{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a", "namespace": "app"}, "type": "Opaque"}]},
	"empty values, filled in by another": {"objects": [{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a", "namespace": "app"}, "stringData": {"key": ""}}]},
}

reject := {
	"data": {
		"objects": [{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a", "namespace": "app"}, "data": {"key": "aHVudGVyMg=="}}],
		"paths": {"/data"},
	},
	"stringData": {
		"objects": [{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a", "namespace": "app"}, "stringData": {"key": "hunter2"}}],
		"paths": {"/stringData"},
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

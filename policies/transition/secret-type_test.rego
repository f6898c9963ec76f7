package rules.transition["secret-type_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["secret-type"] as rule

accept := {
	"default written out": {
		"before": [{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "key", "namespace": "web"}}],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "Secret",
				"metadata": {"name": "key", "namespace": "web"},
				"type": "Opaque",
			},
		],
	},
}

reject := {
	"another type": {
		"before": [{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "key", "namespace": "web"}}],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "Secret",
				"metadata": {"name": "key", "namespace": "web"},
				"type": "kubernetes.io/basic-auth",
			},
		],
		"message": "type changes from Opaque to kubernetes.io/basic-auth: the API server refuses that, and the sync fails",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as fixture.input_of(case)
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as fixture.input_of(case)
	{finding.message | some finding in found} == {case.message}
}

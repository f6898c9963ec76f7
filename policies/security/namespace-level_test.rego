package rules.security["namespace-level_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["namespace-level"] as rule

accept := {
	"a level": {"objects": [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a", "labels": {"pod-security.kubernetes.io/enforce": "baseline"}}}]},
}

reject := {
	"none": {
		"objects": [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a"}}],
		"paths": {"/metadata/labels/pod-security.kubernetes.io~1enforce"},
	},
	"a misspelled one": {
		"objects": [{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a", "labels": {"pod-security.kubernetes.io/enforce": "strict"}}}],
		"paths": {"/metadata/labels/pod-security.kubernetes.io~1enforce"},
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

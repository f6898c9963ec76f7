package rules.availability["selector-version_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.availability["selector-version"] as rule

accept := {
	"a name": {"objects": [fixture.deployment({})]},
}

reject := {
	"a version": {"objects": [object.union(fixture.deployment({}), {"spec": {"selector": {"matchLabels": {"app.kubernetes.io/version": "1.2.3"}}}})], "paths": {"/spec/selector/matchLabels/app.kubernetes.io~1version"}},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects, "environment": "staging", "origins": {}, "versions": {"kubernetes": "1.36"}} with data.params.platform as {"provided": {}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects, "environment": "staging", "origins": {}, "versions": {"kubernetes": "1.36"}} with data.params.platform as {"provided": {}}
	{finding.path | some finding in found} == case.paths
}

package rules.availability["bare-pod_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.availability["bare-pod"] as rule

accept := {
	"a Deployment": {"objects": [fixture.deployment({})]},
	"a hook": {"objects": [fixture.named("v1", "Pod", "p", {"metadata": {"annotations": {"argocd.argoproj.io/hook": "PreSync"}}})]},
}

reject := {
	"a Pod": {"objects": [fixture.named("v1", "Pod", "p", {})], "paths": {"/kind"}},
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

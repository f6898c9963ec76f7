package rules.references["load-balancer-annotation_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["load-balancer-annotation"] as rule

accept := {
	"on a load balancer": {"objects": [object.union(fixture.service({}), {"metadata": {"annotations": {"metallb.io/address-pool": "a"}}, "spec": {"type": "LoadBalancer"}})]},
	"other annotations": {"objects": [object.union(fixture.service({}), {"metadata": {"annotations": {"cloud.google.com/neg": "x"}}})]},
}

reject := {
	"on none": {"objects": [object.union(fixture.service({}), {"metadata": {"annotations": {"service.beta.kubernetes.io/aws-load-balancer-type": "nlb"}}})], "paths": {"/metadata/annotations/service.beta.kubernetes.io~1aws-load-balancer-type"}},
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

package rules.security["public-service_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["public-service"] as rule

accept := {
	"inside": {"objects": [{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "app"}, "spec": {"type": "ClusterIP"}}]},
	"limited": {"objects": [{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "app"}, "spec": {"type": "LoadBalancer", "loadBalancerSourceRanges": ["203.0.113.0/24"]}}]},
}

reject := {
	"a node port": {"objects": [{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "app"}, "spec": {"type": "NodePort"}}], "paths": {"/spec/type"}},
	"a load balancer": {"objects": [{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "app"}, "spec": {"type": "LoadBalancer"}}], "paths": {"/spec/type"}},
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

package rules.security["public-service_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["public-service"] as rule

accept := {
	"inside AWS": {"objects": [{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "app", "annotations": {"service.beta.kubernetes.io/aws-load-balancer-scheme": "internal"}}, "spec": {"type": "LoadBalancer"}}]},
	"inside Google's cloud": {"objects": [{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "app", "annotations": {"networking.gke.io/load-balancer-type": "Internal"}}, "spec": {"type": "LoadBalancer"}}]},
	"inside Azure": {"objects": [{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "app", "annotations": {"service.beta.kubernetes.io/azure-load-balancer-internal": "true"}}, "spec": {"type": "LoadBalancer"}}]},
	"limited by annotation": {"objects": [{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "app", "annotations": {"service.beta.kubernetes.io/load-balancer-source-ranges": "203.0.113.0/24"}}, "spec": {"type": "LoadBalancer"}}]},
	"inside": {"objects": [{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "app"}, "spec": {"type": "ClusterIP"}}]},
	"limited": {"objects": [{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "app"}, "spec": {"type": "LoadBalancer", "loadBalancerSourceRanges": ["203.0.113.0/24"]}}]},
}

reject := {
	"limited to everybody": {"objects": [{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "app"}, "spec": {"type": "LoadBalancer", "loadBalancerSourceRanges": ["203.0.113.0/24", "0.0.0.0/0"]}}], "paths": {"/spec/loadBalancerSourceRanges/1"}},
	"an annotation that says no": {"objects": [{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "app", "annotations": {"service.beta.kubernetes.io/azure-load-balancer-internal": "false"}}, "spec": {"type": "LoadBalancer"}}], "paths": {"/spec/type"}},
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

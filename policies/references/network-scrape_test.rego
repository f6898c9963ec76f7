package rules.references["network-scrape_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["network-scrape"] as rule

policy(spec) := fixture.named("networking.k8s.io/v1", "NetworkPolicy", "policy", {"spec": spec})

web := fixture.container({"ports": [{"name": "metrics", "containerPort": 9090}]})

monitor := fixture.named("monitoring.coreos.com/v1", "PodMonitor", "web", {"spec": {
	"selector": {"matchLabels": {"app": "web"}},
	"podMetricsEndpoints": [{"port": "metrics"}],
}})

accept := {
	"nothing is closed": {"objects": [web, monitor]},
	"Prometheus is admitted": {"objects": [web, monitor, policy({"podSelector": {}, "ingress": [{"from": [{"namespaceSelector": {}}]}]})]},
}

reject := {
	"it is not": {
		"objects": [web, monitor, policy({"podSelector": {}, "policyTypes": ["Ingress"]})],
		"message": "no NetworkPolicy lets Prometheus in namespace \"monitoring\" in to Deployment \"web\" port 9090",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {
		"provided": {},
		"prometheus": {"pods": {"namespace": "monitoring", "labels": {"app": "prometheus"}}},
	}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {
		"provided": {},
		"prometheus": {"pods": {"namespace": "monitoring", "labels": {"app": "prometheus"}}},
	}
	{finding.message | some finding in found} == {case.message}
}

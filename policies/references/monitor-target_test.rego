package rules.references["monitor-target_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["monitor-target"] as rule

service := fixture.named("v1", "Service", "web", {"metadata": {"labels": {"app": "web"}}, "spec": {"ports": [{"name": "metrics", "port": 1}]}})

monitor(selector, port) := fixture.named("monitoring.coreos.com/v1", "ServiceMonitor", "web", {"spec": {"selector": selector, "endpoints": [{"port": port}]}})

pod_monitor(port) := fixture.named(
	"monitoring.coreos.com/v1",
	"PodMonitor",
	"web",
	{"spec": {"selector": {"matchLabels": {"app": "web"}}, "podMetricsEndpoints": [{"port": port}]}},
)

accept := {
	"a Service and its port": {"objects": [service, monitor({"matchLabels": {"app": "web"}}, "metrics")]},
	"a Service of a chart": {"objects": [monitor({"matchLabels": {"app": "exporter"}}, "metrics")]},
	"a pod and its port": {"objects": [fixture.container({"ports": [{"name": "metrics", "containerPort": 1}]}), pod_monitor("metrics")]},
}

reject := {
	"other labels": {"objects": [service, monitor({"matchLabels": {"app": "wbe"}}, "metrics")], "message": "selects no Service in namespace web"},
	"another port": {
		"objects": [service, monitor({"matchLabels": {"app": "web"}}, "http")],
		"message": "Service \"web\" has no port named \"http\"; it has metrics",
	},
	"another port of a pod": {
		"objects": [fixture.container({"ports": [{"name": "metrics", "containerPort": 1}]}), pod_monitor("http")],
		"message": "Deployment \"web\" has no port named \"http\"; it has metrics",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {"Service": [{
		"namespace": "web",
		"name": "e",
		"labels": {"app": "exporter"},
	}]}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {"Service": [{
		"namespace": "web",
		"name": "e",
		"labels": {"app": "exporter"},
	}]}}
	{finding.message | some finding in found} == {case.message}
}

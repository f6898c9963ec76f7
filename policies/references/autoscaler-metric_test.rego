package rules.references["autoscaler-metric_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["autoscaler-metric"] as rule

metrics := {"metrics": {"queue": {"type": "gauge"}}}

platform := {"provided": {"Service": [{"namespace": "monitoring", "name": "prometheus", "ports": [{"port": 9090}]}]}}

environment(case) := {
	"objects": [fixture.named("keda.sh/v1alpha1", "ScaledObject", "web", {"spec": {"triggers": [{
		"type": "prometheus",
		"metadata": {"serverAddress": case.server, "query": "x"},
	}]}})],
	"facts": {"promql": {"x": {"metrics": case.metrics}}},
}

accept := {
	"a Service of a chart": {"server": "http://prometheus.monitoring.svc:9090", "metrics": ["queue"]},
	"somewhere else": {"server": "https://prometheus.example.com", "metrics": ["queue"]},
}

reject := {
	"no such Service": {
		"server": "http://prom.monitoring.svc:9090",
		"metrics": ["queue"],
		"message": "there is no Service \"prom\" with port 9090 in namespace \"monitoring\"",
	},
	"another port": {
		"server": "http://prometheus.monitoring.svc",
		"metrics": ["queue"],
		"message": "there is no Service \"prometheus\" with port 80 in namespace \"monitoring\"",
	},
	"no such metric": {
		"server": "http://prometheus.monitoring.svc:9090",
		"metrics": ["queeu"],
		"message": "trigger 0 asks for queeu, which nothing here exposes or records",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case) with data.params.metrics as metrics with data.params.platform as platform
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case) with data.params.metrics as metrics with data.params.platform as platform
	{finding.message | some finding in found} == {case.message}
}

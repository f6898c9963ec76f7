package rules.alerts["route-receiver_test"]

import data.rules.alerts["route-receiver"] as rule

environment(case) := {"objects": [{
	"apiVersion": "monitoring.coreos.com/v1alpha1",
	"kind": "AlertmanagerConfig",
	"metadata": {"name": "routes", "namespace": "monitoring"},
	"spec": {"route": case.route, "receivers": [{"name": "nobody"}, {"name": "team", "slackConfigs": [{"channel": "#ops"}]}]},
}]}

test_reads_a_secret if {
	text := json.marshal({
		"route": {"receiver": "nobody", "routes": [{"receiver": "team", "matchers": [`severity="critical"`]}]},
		"receivers": [{"name": "nobody"}, {"name": "team", "slack_configs": [{}]}],
	})
	secret := {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}, "stringData": {"alertmanager.yaml": text}}
	found := rule.findings with input as {"objects": [secret]} with data.params.alerts as {"severities": ["critical", "warning"]}
	{finding.message | some finding in found} == {`alerts of severity warning end at receiver "nobody", which sends nothing`}
}

accept := {
	"a real receiver for all": {"route": {"receiver": "team"}},
	"a route for each severity": {"route": {"receiver": "nobody", "routes": [
		{"receiver": "team", "matchers": [{"name": "severity", "value": "critical"}]},
		{"receiver": "team", "matchers": [{"name": "severity", "matchType": "=~", "value": "warning|info"}]},
	]}},
	"a conditional drop": {"route": {"receiver": "team", "routes": [{"receiver": "nobody", "matchers": [{"name": "alertname", "value": "Watchdog"}]}]}},
	"a route that takes its parent's": {"route": {"receiver": "team", "routes": [{"matchers": [{"name": "severity", "value": "critical"}]}]}},
}

reject := {
	"one severity falls through": {
		"route": {"receiver": "nobody", "routes": [{"receiver": "team", "matchers": [{"name": "severity", "value": "critical"}]}]},
		"message": `alerts of severity warning end at receiver "nobody", which sends nothing`,
	},
	"a receiver that is not there": {
		"route": {"receiver": "team", "routes": [{"receiver": "temp", "matchers": [{"name": "severity", "value": "critical"}]}]},
		"message": `alerts of severity critical end at receiver "temp", which sends nothing`,
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case) with data.params.alerts as {"severities": ["critical", "warning"]}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case) with data.params.alerts as {"severities": ["critical", "warning"]}
	{finding.message | some finding in found} == {case.message}
}

package rules.alerts["dashboard-sidecar_test"]

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts["dashboard-sidecar"] as rule

environment(case) := fixture.dashboards({"a": {}}, case.labels, case.namespace)

accept := {
	"as the sidecar wants it": {"labels": {"grafana_dashboard": "1"}, "namespace": "monitoring"},
}

reject := {
	"no label": {"labels": {}, "namespace": "monitoring", "message": `board.json has label grafana_dashboard: "", the sidecar looks for "1"`},
	"another value": {
		"labels": {"grafana_dashboard": "yes"},
		"namespace": "monitoring",
		"message": `board.json has label grafana_dashboard: "yes", the sidecar looks for "1"`,
	},
	"another namespace": {
		"labels": {"grafana_dashboard": "1"},
		"namespace": "web",
		"message": `board.json is in namespace "web", the sidecar searches monitoring`,
	},
}

test_accept_any_namespace_where_none_is_named if {
	case := {"labels": {"grafana_dashboard": "1"}, "namespace": "web"}
	wanted := {"label": "grafana_dashboard", "value": "1", "namespaces": []}
	found := rule.findings with input as environment(case) with data.params.alerts as {"dashboards": wanted}
	count(found) == 0
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case) with data.params.alerts as {"dashboards": {
		"label": "grafana_dashboard",
		"value": "1",
		"namespaces": ["monitoring"],
	}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case) with data.params.alerts as {"dashboards": {
		"label": "grafana_dashboard",
		"value": "1",
		"namespaces": ["monitoring"],
	}}
	{finding.message | some finding in found} == {case.message}
}

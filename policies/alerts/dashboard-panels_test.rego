package rules.alerts["dashboard-panels_test"]

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts["dashboard-panels"] as rule

environment(case) := fixture.dashboard({"panels": [{"title": "P", "path": "/panels/0", "type": case.type, "datasources": [], "targets": []}]})

accept := {
	"a time series": {"type": "timeseries"},
}

reject := {
	"a graph": {"type": "graph", "message": `panel "P" (/panels/0) is of type graph, which Grafana removed; use timeseries`},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case)
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case)
	{finding.message | some finding in found} == {case.message}
}

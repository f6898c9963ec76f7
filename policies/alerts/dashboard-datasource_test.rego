package rules.alerts["dashboard-datasource_test"]

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts["dashboard-datasource"] as rule

environment(case) := fixture.dashboard({
	"panels": [{"title": "P", "path": "/panels/0", "type": "stat", "datasources": case.datasources, "targets": case.targets}],
	"variables": [{"name": "prometheus", "type": "datasource"}, {"name": "job", "type": "query"}],
})

accept := {
	"a variable": {"datasources": ["${prometheus}"], "targets": []},
	"the short form": {"datasources": ["$prometheus"], "targets": []},
	"Grafana's own": {"datasources": ["-- Grafana --"], "targets": []},
	"text needs none": {"datasources": [], "targets": []},
}

reject := {
	"a fixed one": {
		"datasources": ["P1809F7CD0C75ACF3"],
		"targets": [],
		"message": `panel "P" (/panels/0) reads the data source "P1809F7CD0C75ACF3", which is no variable of type datasource`,
	},
	"a variable of another type": {
		"datasources": ["${job}"],
		"targets": [],
		"message": `panel "P" (/panels/0) reads the data source "${job}", which is no variable of type datasource`,
	},
	"a query of the default": {"datasources": [], "targets": [{"refId": "A", "expr": "up"}], "message": `panel "P" (/panels/0) names no data source`},
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

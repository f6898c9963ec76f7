package rules.budget.configuration_test

import data.lib.budget_fixture_test as fixture
import data.rules.budget.configuration as rule

accept := {
	"the same": {"objects": [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "config", "namespace": "app"}, "data": {"DAILY": "100", "MONTHLY": "2000.0"}}]},
	"generated": {"objects": [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "config-5h2kd8m4c7", "namespace": "app"}, "data": {"DAILY": "100", "MONTHLY": "2000"}}]},
	"another ConfigMap": {"objects": [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "config-files", "namespace": "app"}, "data": {"DAILY": "1"}}]},
}

reject := {
	"another number": {
		"objects": [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "config", "namespace": "app"}, "data": {"DAILY": "150", "MONTHLY": "2000"}}],
		"messages": {"DAILY is \"150\", and the daily budget is 100 USD"},
	},
	"missing": {
		"objects": [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "config", "namespace": "app"}, "data": {"DAILY": "100"}}],
		"messages": {"MONTHLY is \"\", and the monthly budget is 2000 USD"},
	},
}

parameters(case) := object.union(fixture.params, object.get(case, "params", {}))

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as fixture.environment(case) with data.params as parameters(case)
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as fixture.environment(case) with data.params as parameters(case)
	{finding.message | some finding in found} == case.messages
}

package rules.budget["alert-thresholds_test"]

import data.lib.budget_fixture_test as fixture
import data.rules.budget["alert-thresholds"] as rule

accept := {
	"the same": {"objects": [{"apiVersion": "monitoring.coreos.com/v1", "kind": "PrometheusRule", "metadata": {"name": "limits", "namespace": "app"}, "spec": {"groups": [{"name": "limits", "rules": [{"record": "limit:daily", "expr": "100"}]}]}}]},
}

reject := {
	"another number": {"objects": [{"apiVersion": "monitoring.coreos.com/v1", "kind": "PrometheusRule", "metadata": {"name": "limits", "namespace": "app"}, "spec": {"groups": [{"name": "limits", "rules": [{"record": "limit:daily", "expr": "150"}]}]}}], "messages": {"limit:daily is 150, and the daily budget is 100 USD"}},
	"a query": {"objects": [{"apiVersion": "monitoring.coreos.com/v1", "kind": "PrometheusRule", "metadata": {"name": "limits", "namespace": "app"}, "spec": {"groups": [{"name": "limits", "rules": [{"record": "limit:daily", "expr": "vector(100)"}]}]}}], "messages": {"limit:daily is vector(100), and the daily budget is 100 USD"}},
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

package rules.references["monitor-label_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["monitor-label"] as rule

labelled(labels) := fixture.named("monitoring.coreos.com/v1", "PrometheusRule", "web", {"metadata": {"labels": labels}})

accept := {
	"the label": {"objects": [labelled({"release": "stack"})]},
}

reject := {
	"no label": {"objects": [labelled({})], "message": "has label release: \"\", Prometheus selects \"stack\""},
	"another release": {"objects": [labelled({"release": "other"})], "message": "has label release: \"other\", Prometheus selects \"stack\""},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"prometheus": {"selects": {"release": "stack"}}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"prometheus": {"selects": {"release": "stack"}}}
	{finding.message | some finding in found} == {case.message}
}

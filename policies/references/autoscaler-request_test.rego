package rules.references["autoscaler-request_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["autoscaler-request"] as rule

scaled := fixture.named(
	"keda.sh/v1alpha1",
	"ScaledObject",
	"web",
	{"spec": {"scaleTargetRef": {"name": "web"}, "triggers": [{"type": "cpu", "metricType": "Utilization"}]}},
)

accept := {
	"a request": {"objects": [scaled, fixture.container({"resources": {"requests": {"cpu": "1"}}})]},
	"a limit": {"objects": [scaled, fixture.container({"resources": {"limits": {"cpu": "1"}}})]},
	"the namespace's default": {"objects": [
		scaled,
		fixture.container({}),
		fixture.named("v1", "LimitRange", "l", {"spec": {"limits": [{"type": "Container", "defaultRequest": {"cpu": "1"}}]}}),
	]},
}

reject := {
	"no request": {
		"objects": [scaled, fixture.container({"resources": {"requests": {"memory": "1Gi"}}})],
		"message": "container \"web\" requests no cpu, by which ScaledObject \"web\" scales",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {}}
	{finding.message | some finding in found} == {case.message}
}

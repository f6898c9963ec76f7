package rules.references["disruption-budget-selects-pods_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["disruption-budget-selects-pods"] as rule

budget(labels) := fixture.named("policy/v1", "PodDisruptionBudget", "web", {"spec": {"minAvailable": 1, "selector": {"matchLabels": labels}}})

accept := {
	"pods of a Deployment": {"objects": [fixture.deployment({}), budget({"app": "web"})]},
}

reject := {
	"no selector": {"objects": [fixture.deployment({}), json.remove(budget({"app": "web"}), ["/spec/selector"])], "message": "has no selector, so it protects no pod"},
	"other labels": {"objects": [fixture.deployment({}), budget({"app": "wbe"})], "message": "selects no pod in namespace \"web\""},
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

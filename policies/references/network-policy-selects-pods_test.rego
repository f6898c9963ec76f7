package rules.references["network-policy-selects-pods_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["network-policy-selects-pods"] as rule

policy(selector) := fixture.named("networking.k8s.io/v1", "NetworkPolicy", "web", {"spec": {"podSelector": selector}})

accept := {
	"pods of a Deployment": {"objects": [fixture.deployment({}), policy({"matchLabels": {"app": "web"}})]},
	"every pod": {"objects": [policy({})]},
	"pods of an operator": {"objects": [policy({"matchLabels": {"solver": "true"}})]},
}

reject := {
	"other labels": {"objects": [fixture.deployment({}), policy({"matchLabels": {"app": "wbe"}})], "message": "selects no pod in namespace \"web\""},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {"Pod": [{
		"namespace": "web",
		"labels": {"solver": "true"},
	}]}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {"Pod": [{
		"namespace": "web",
		"labels": {"solver": "true"},
	}]}}
	{finding.message | some finding in found} == {case.message}
}

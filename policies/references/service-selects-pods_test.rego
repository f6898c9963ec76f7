package rules.references["service-selects-pods_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["service-selects-pods"] as rule

stateful_set := fixture.named("apps/v1", "StatefulSet", "db", {"spec": {"replicas": 2, "template": {"spec": {"containers": []}}}})

one_pod(name) := fixture.named("v1", "Service", "one", {"spec": {"selector": {"statefulset.kubernetes.io/pod-name": name}}})

accept := {
	"charts that nobody renders here": {"objects": [
		fixture.named("helm.toolkit.fluxcd.io/v2", "HelmRelease", "db", {}),
		one_pod("db-1"),
	]},
	"one pod of a StatefulSet": {"objects": [stateful_set, one_pod("db-1")]},
	"pods of a Deployment": {"objects": [fixture.deployment({}), fixture.service({})]},
	"no selector, endpoints by hand": {"objects": [fixture.named("v1", "Service", "db", {"spec": {"ports": []}})]},
	"pods of a chart": {"objects": [fixture.named("v1", "Service", "db", {"spec": {"selector": {"chart": "db"}}})]},
}

reject := {
	"a pod it does not have": {
		"objects": [stateful_set, one_pod("db-2")],
		"message": "no pod in namespace \"web\" has the labels statefulset.kubernetes.io/pod-name=db-2",
	},
	"other labels": {
		"objects": [fixture.deployment({}), fixture.named("v1", "Service", "web", {"spec": {"selector": {"app": "wbe"}}})],
		"message": "no pod in namespace \"web\" has the labels app=wbe",
	},
	"one label too many": {
		"objects": [fixture.deployment({}), fixture.named("v1", "Service", "web", {"spec": {"selector": {"app": "web", "tier": "a"}}})],
		"message": "no pod in namespace \"web\" has the labels app=web, tier=a",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {"Pod": [{
		"namespace": "web",
		"labels": {"chart": "db"},
	}]}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {"Pod": [{
		"namespace": "web",
		"labels": {"chart": "db"},
	}]}}
	{finding.message | some finding in found} == {case.message}
}

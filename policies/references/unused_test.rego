package rules.references.unused_test

import data.lib.workload_fixture_test as fixture
import data.rules.references.unused as rule

config := fixture.named("v1", "ConfigMap", "settings", {"data": {"A": "a"}})

accept := {
	"a ConfigMap that a pod names": {"objects": [config, fixture.container({"envFrom": [{"configMapRef": {"name": "settings"}}]})]},
	"one that a custom resource names": {"objects": [config, fixture.cluster("example.com/v1", "Thing", "t", {"spec": {"config": "settings"}})]},
	"read by label": {"objects": [fixture.named("v1", "ConfigMap", "board", {"metadata": {"labels": {"dashboard": "1"}}})]},
	"read by a chart": {"objects": [fixture.named("v1", "Secret", "admin", {})]},
}

reject := {
	"nobody names it": {"objects": [config, fixture.deployment({})], "message": "nothing uses ConfigMap \"settings\""},
	"an ExternalSecret for nobody": {
		"objects": [fixture.named("external-secrets.io/v1", "ExternalSecret", "e", {"spec": {"target": {"name": "keys"}}})],
		"message": "nothing uses ExternalSecret \"keys\"",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {
		"read_by_label": ["dashboard"],
		"consumed": [{"namespace": "web", "name": "admin"}],
	}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {
		"read_by_label": ["dashboard"],
		"consumed": [{"namespace": "web", "name": "admin"}],
	}
	{finding.message | some finding in found} == {case.message}
}

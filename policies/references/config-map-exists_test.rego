package rules.references["config-map-exists_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["config-map-exists"] as rule

settings := fixture.named("v1", "ConfigMap", "settings", {"data": {"LEVEL": "info"}})

reference(name, key) := {"name": "X", "valueFrom": {"configMapKeyRef": {"name": name, "key": key}}}

accept := {
	"a key that is there": {"objects": [settings, fixture.container({"env": [reference("settings", "LEVEL")]})]},
	"an optional one": {"objects": [fixture.container({"envFrom": [{"configMapRef": {"name": "other", "optional": true}}]})]},
	"the cluster's own": {"objects": [fixture.deployment({"volumes": [{
		"name": "ca",
		"projected": {"sources": [{"configMap": {"name": "kube-root-ca.crt"}}]},
	}]})]},
}

reject := {
	"no such ConfigMap": {
		"objects": [fixture.container({"envFrom": [{"configMapRef": {"name": "other"}}]})],
		"message": "there is no ConfigMap \"other\" in namespace \"web\"",
	},
	"no such key": {
		"objects": [settings, fixture.container({"env": [reference("settings", "LEVLE")]})],
		"message": "ConfigMap \"settings\" has no key \"LEVLE\"; it has LEVEL",
	},
	"no such key of a volume": {
		"objects": [settings, fixture.deployment({"volumes": [{"name": "v", "configMap": {"name": "settings", "items": [{"key": "a", "path": "a"}]}}]})],
		"message": "ConfigMap \"settings\" has no key \"a\"; it has LEVEL",
	},
	"another namespace's": {
		"objects": [object.union(settings, {"metadata": {"namespace": "db"}}), fixture.container({"env": [reference("settings", "LEVEL")]})],
		"message": "there is no ConfigMap \"settings\" in namespace \"web\"",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {"ConfigMap": [{"name": "kube-root-ca.crt"}]}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {"ConfigMap": [{"name": "kube-root-ca.crt"}]}}
	{finding.message | some finding in found} == {case.message}
}

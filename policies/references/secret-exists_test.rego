package rules.references["secret-exists_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["secret-exists"] as rule

external(spec) := fixture.named("external-secrets.io/v1", "ExternalSecret", "keys", {"spec": spec})

reference(name, key) := {"name": "X", "valueFrom": {"secretKeyRef": {"name": name, "key": key}}}

accept := {
	"a Secret": {"objects": [fixture.named("v1", "Secret", "keys", {"stringData": {"token": "x"}}), fixture.container({"env": [reference("keys", "token")]})]},
	"made by an ExternalSecret": {"objects": [external({"data": [{"secretKey": "token"}]}), fixture.container({"env": [reference("keys", "token")]})]},
	"keys that only the store knows": {"objects": [external({"dataFrom": [{"extract": {"key": "k"}}]}), fixture.container({"env": [reference("keys", "any")]})]},
	"the key of a generated password": {"objects": [
		fixture.named("generators.external-secrets.io/v1alpha1", "Password", "p", {"spec": {"length": 32}}),
		external({"dataFrom": [{"sourceRef": {"generatorRef": {"kind": "Password", "name": "p"}}}]}),
		fixture.container({"env": [reference("keys", "password")]}),
	]},
	"made by a Certificate": {"objects": [
		fixture.named("cert-manager.io/v1", "Certificate", "c", {"spec": {"secretName": "keys"}}),
		fixture.deployment({"volumes": [{"name": "v", "secret": {"secretName": "keys", "items": [{"key": "tls.crt", "path": "t"}]}}]}),
	]},
	"an optional one": {"objects": [fixture.container({"envFrom": [{"secretRef": {"name": "other", "optional": true}}]})]},
}

reject := {
	"nothing makes it": {
		"objects": [fixture.container({"envFrom": [{"secretRef": {"name": "other"}}]})],
		"message": "nothing makes a Secret \"other\" in namespace \"web\"",
	},
	"no such key in the ExternalSecret": {
		"objects": [external({"data": [{"secretKey": "token"}]}), fixture.container({"env": [reference("keys", "tokne")]})],
		"message": "Secret \"keys\" has no key \"tokne\"; it has token",
	},
	"a template decides the keys": {
		"objects": [
			external({"data": [{"secretKey": "a"}], "target": {"template": {"data": {"b": "{{ .a }}"}}}}),
			fixture.container({"env": [reference("keys", "a")]}),
		],
		"message": "Secret \"keys\" has no key \"a\"; it has b",
	},
	"no pull secret": {
		"objects": [fixture.deployment({"imagePullSecrets": [{"name": "registry"}]})],
		"message": "nothing makes a Secret \"registry\" in namespace \"web\"",
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

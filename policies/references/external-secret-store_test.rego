package rules.references["external-secret-store_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["external-secret-store"] as rule

store(conditions) := fixture.cluster("external-secrets.io/v1", "ClusterSecretStore", "cloud", {"spec": {"conditions": conditions}})

secret(spec) := fixture.named("external-secrets.io/v1", "ExternalSecret", "web", {"spec": spec})

accept := {
	"a store that admits it": {"objects": [store([{"namespaces": ["web"]}]), secret({"secretStoreRef": {"kind": "ClusterSecretStore", "name": "cloud"}})]},
	"a store for everybody": {"objects": [store([]), secret({"secretStoreRef": {"kind": "ClusterSecretStore", "name": "cloud"}})]},
	"a generator": {"objects": [
		fixture.named("generators.external-secrets.io/v1alpha1", "Password", "p", {}),
		secret({"dataFrom": [{"sourceRef": {"generatorRef": {"kind": "Password", "name": "p"}}}]}),
	]},
}

reject := {
	"no store": {"objects": [secret({"secretStoreRef": {"name": "cloud"}})], "message": "there is no SecretStore \"cloud\""},
	"a store for others": {
		"objects": [store([{"namespaces": ["db"]}]), secret({"secretStoreRef": {"kind": "ClusterSecretStore", "name": "cloud"}})],
		"message": "ClusterSecretStore \"cloud\" does not admit namespace \"web\"",
	},
	"no generator": {
		"objects": [secret({"dataFrom": [{"sourceRef": {"generatorRef": {"kind": "Password", "name": "p"}}}]})],
		"message": "there is no Password \"p\"",
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

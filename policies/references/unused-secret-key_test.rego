package rules.references["unused-secret-key_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["unused-secret-key"] as rule

secret(keys) := fixture.named("external-secrets.io/v1", "ExternalSecret", "keys", {"spec": {"data": [{"secretKey": key} | some key in keys]}})

reader := fixture.container({"env": [{"name": "T", "valueFrom": {"secretKeyRef": {"name": "keys", "key": "token"}}}]})

accept := {
	"a key that is read": {"objects": [secret(["token"]), reader]},
	"the whole Secret is read": {"objects": [secret(["a", "b"]), fixture.container({"envFrom": [{"secretRef": {"name": "keys"}}]})]},
}

reject := {
	"one too many": {"objects": [secret(["token", "old"]), reader], "message": "no pod reads key \"old\" of Secret \"keys\""},
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

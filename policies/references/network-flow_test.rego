package rules.references["network-flow_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["network-flow"] as rule

policy(spec) := fixture.named("networking.k8s.io/v1", "NetworkPolicy", "policy", {"spec": spec})

deny := fixture.named("networking.k8s.io/v1", "NetworkPolicy", "deny", {"spec": {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}})

open := {"ports": [{"port": "redis"}]}

client := fixture.container({"env": [{"name": "DB", "value": "db:6379"}]})

db := fixture.named("apps/v1", "StatefulSet", "db", {"spec": {"template": {
	"metadata": {"labels": {"app": "db"}},
	"spec": {"containers": [{"name": "db", "ports": [{"name": "redis", "containerPort": 6379}]}]},
}}})

service := fixture.named("v1", "Service", "db", {"spec": {"selector": {"app": "db"}, "ports": [{"port": 6379, "targetPort": "redis"}]}})

accept := {
	"nothing is closed": {"objects": [client, db, service]},
	"both sides are open": {"objects": [client, db, service, deny, policy({"podSelector": {}, "ingress": [open], "egress": [open]})]},
	"a name that is no Service": {"objects": [fixture.container({"env": [{"name": "DB", "value": "elsewhere:6379"}]}), deny]},
}

reject := {
	"no way out": {
		"objects": [client, db, service, deny],
		"message": "names Service \"db\", and no NetworkPolicy lets its pods out to StatefulSet \"db\" port 6379",
	},
	"no way in": {
		"objects": [client, db, service, deny, policy({"podSelector": {}, "policyTypes": ["Egress"], "egress": [open]})],
		"message": "names Service \"db\", and no NetworkPolicy lets it in to StatefulSet \"db\" port 6379",
	},
	"another port": {
		"objects": [client, db, service, deny, policy({"podSelector": {}, "egress": [{"ports": [{"port": 6380}]}]})],
		"message": "names Service \"db\", and no NetworkPolicy lets its pods out to StatefulSet \"db\" port 6379",
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

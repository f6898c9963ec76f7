package rules.references["configuration-read_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["configuration-read"] as rule

config := fixture.named("v1", "ConfigMap", "c", {"data": {"redis.conf": "port 1"}})

redis(fields) := fixture.deployment({
	"volumes": [{"name": "c", "configMap": {"name": "c"}}],
	"containers": [object.union({"name": "redis", "image": "redis:8.2.1", "volumeMounts": [{"name": "c", "mountPath": "/etc/redis"}]}, fields)],
})

accept := {
	"named": {"objects": [config, redis({"args": ["/etc/redis/redis.conf"]})]},
	"by a script": {"objects": [config, redis({"command": ["sh", "-c", "exec redis-server"]})]},
	"another image": {"objects": [config, object.union(redis({"image": "nginx:1"}), {})]},
}

reject := {
	"not named": {"objects": [config, redis({"args": ["--appendonly", "yes"]})], "paths": {"/spec/template/spec/containers/0/volumeMounts/0"}},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects, "environment": "staging", "origins": {}, "versions": {"kubernetes": "1.36"}} with data.params.platform as {"provided": {}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects, "environment": "staging", "origins": {}, "versions": {"kubernetes": "1.36"}} with data.params.platform as {"provided": {}}
	{finding.path | some finding in found} == case.paths
}

package rules.references["config-map-exists_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["config-map-exists"] as rule

settings := fixture.named("v1", "ConfigMap", "settings", {"data": {"LEVEL": "info"}})

redis := fixture.named("v1", "ConfigMap", "redis", {"data": {"redis.conf": "port 6379"}})

reference(name, key) := {"name": "X", "valueFrom": {"configMapKeyRef": {"name": name, "key": key}}}

accept := {
	"a key that is there": {"objects": [settings, fixture.container({"env": [reference("settings", "LEVEL")]})]},
	"an optional one": {"objects": [fixture.container({"envFrom": [{"configMapRef": {"name": "other", "optional": true}}]})]},
	"a file that is there": {"objects": [redis, fixture.deployment({"volumes": [{"name": "v", "configMap": {"name": "redis"}}], "containers": [{"name": "web", "image": "web", "args": ["/etc/redis/redis.conf"], "volumeMounts": [{"name": "v", "mountPath": "/etc/redis/"}]}]})]},
	"a file mounted alone": {"objects": [redis, fixture.deployment({"volumes": [{"name": "v", "configMap": {"name": "redis"}}], "containers": [{"name": "web", "image": "web", "volumeMounts": [{"name": "v", "mountPath": "/redis.conf", "subPath": "redis.conf"}]}]})]},
	"a file mounted by another name": {"objects": [redis, fixture.deployment({"volumes": [{"name": "v", "configMap": {"name": "redis", "items": [{"key": "redis.conf", "path": "x.conf"}]}}], "containers": [{"name": "web", "image": "web", "volumeMounts": [{"name": "v", "mountPath": "/x.conf", "subPath": "x.conf"}]}]})]},
	"a file of another volume below": {"objects": [redis, fixture.deployment({"volumes": [{"name": "v", "configMap": {"name": "redis"}}], "containers": [{"name": "web", "image": "web", "args": ["cat /etc/redis/data/dump.rdb"], "volumeMounts": [{"name": "v", "mountPath": "/etc/redis"}, {"name": "w", "mountPath": "/etc/redis/data"}]}]})]},
	"all files of it": {"objects": [redis, fixture.deployment({"volumes": [{"name": "v", "configMap": {"name": "redis"}}], "containers": [{"name": "web", "image": "web", "command": ["sh", "-c", "cat /etc/redis/*.conf; ls /etc/redis/$NAME"], "volumeMounts": [{"name": "v", "mountPath": "/etc/redis"}]}]})]},
	"the cluster's own": {"objects": [fixture.deployment({"volumes": [{
		"name": "ca",
		"projected": {"sources": [{"configMap": {"name": "kube-root-ca.crt"}}]},
	}]})]},
}

reject := {
	"a file mounted alone that is not there": {
		"objects": [redis, fixture.deployment({"volumes": [{"name": "v", "configMap": {"name": "redis"}}], "containers": [{"name": "web", "image": "web", "volumeMounts": [{"name": "v", "mountPath": "/x.conf", "subPath": "x.conf"}]}]})],
		"message": "ConfigMap \"redis\" has no key \"x.conf\"; it has redis.conf",
	},
	"a file that the command names": {
		"objects": [redis, fixture.deployment({"volumes": [{"name": "v", "configMap": {"name": "redis"}}], "containers": [{"name": "web", "image": "web", "command": ["sh", "-c", "exec redis-server /etc/redis/sentinel.conf --port 1"], "volumeMounts": [{"name": "v", "mountPath": "/etc/redis"}]}]})],
		"message": "ConfigMap \"redis\" has no key \"sentinel.conf\"; it has redis.conf",
	},
	"a script that the probe names": {
		"objects": [redis, fixture.deployment({"volumes": [{"name": "v", "configMap": {"name": "redis"}}], "containers": [{"name": "web", "image": "web", "livenessProbe": {"exec": {"command": ["/scripts/alive.sh"]}}, "volumeMounts": [{"name": "v", "mountPath": "/scripts"}]}]})],
		"message": "ConfigMap \"redis\" has no key \"alive.sh\"; it has redis.conf",
	},
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

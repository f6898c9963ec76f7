package rules.security["secret-value_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["secret-value"] as rule

accept := {
	"a switch that ends like a password": {"container": {"args": ["--no-password", "--host"]}},
	"a password of a file that stands for one": {"objects": [{
		"apiVersion": "v1",
		"kind": "ConfigMap",
		"metadata": {"name": "c", "namespace": "app"},
		"data": {"app.properties": "db.password=${DB_PASSWORD}\ndb.passwordFile=/run/secrets/db"},
	}]},
	"a reference": {"container": {"env": [{"name": "API_KEY", "valueFrom": {"secretKeyRef": {"name": "keys", "key": "api"}}}]}},
	"the place of a secret": {"container": {"env": [{"name": "TOKEN", "value": "/var/run/secrets/token"}, {"name": "PASSWORD", "value": "$(OTHER)"}]}},
	"numbers about tokens": {"container": {"env": [{"name": "MAX_TOKENS", "value": "128000"}, {"name": "TOKEN", "value": "128000"}]}},
	"a name under the name of a secret": {"container": {"env": [{"name": "EXISTING_SECRET", "value": "web-credentials-production"}]}},
	"an address": {"container": {"args": ["--token=https://issuer.example.com/realms/web"]}},
	"a digest": {"container": {"args": ["--revision=4bb3f2e5f9a01c7d5e0b4bb3f2e5f9a01c7d5e0b"]}},
	"a placeholder": {"container": {"env": [{"name": "PASSWORD", "value": "changeme"}]}},
}

reject := {
	"a password in the next argument": {"container": {"args": ["serve", "--password", "hunter2"]}, "paths": {"/spec/template/spec/containers/0/args/2"}},
	"a short name of a password": {"container": {"env": [{"name": "DB_PASS", "value": "hunter2"}, {"name": "MYSQL_PWD", "value": "hunter2"}]}, "paths": {
		"/spec/template/spec/containers/0/env/0/value",
		"/spec/template/spec/containers/0/env/1/value",
	}},
	"a password in a file": {
		"objects": [{
			"apiVersion": "v1",
			"kind": "ConfigMap",
			"metadata": {"name": "c", "namespace": "app"},
			"data": {"app.properties": "db.host=db\ndb.password=hunter2\n"},
		}],
		"paths": {"/data/app.properties#L2"},
	},
	"a known pattern in a variable": {
		"container": {"env": [{"name": "ANYTHING", "value": concat("", ["ghp_", "abcdefghijklmnopqrstuvwxyz0123456789"])}]},
		"paths": {"/spec/template/spec/containers/0/env/0/value"},
	},
	"a password in an argument": {"container": {"args": ["serve", "--db-password=hunter2"]}, "paths": {"/spec/template/spec/containers/0/args/1"}},
	"random text under the name of a key": {
		"container": {"env": [{"name": "OPENAI_API_KEY", "value": "q7Zp2LkV9xTn4Rw8YbEs1Dg6Hu3Jc5Mf"}]},
		"paths": {"/spec/template/spec/containers/0/env/0/value"},
	},
	"a private key in a ConfigMap": {
		"objects": [{
			"apiVersion": "v1",
			"kind": "ConfigMap",
			"metadata": {"name": "tls", "namespace": "app"},
			"data": {"key.pem": "-----BEGIN RSA PRIVATE KEY-----\nMIIE"},
		}],
		"paths": {"/data/key.pem"},
	},
	"an annotation": {
		"objects": [{
			"apiVersion": "v1",
			"kind": "Service",
			"metadata": {"name": "web", "namespace": "app", "annotations": {"example.com/token": "0123456789abcdef0123456789abcdef"}},
		}],
		"paths": {"/metadata/annotations/example.com~1token"},
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as fixture.environment(case) with data.params as fixture.params
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as fixture.environment(case) with data.params as fixture.params
	{finding.path | some finding in found} == case.paths
}

package rules.security["image-registry_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["image-registry"] as rule

accept := {
	"an allowed registry": {},
	"an allowed part of one": {"container": {"image": "redis:8.6.6"}},
}

reject := {
	"another registry": {"container": {"image": "quay.io/web:1.2.3"}, "paths": {"/spec/template/spec/containers/0/image"}},
	"another part of an allowed one": {"container": {"image": "bitnami/redis:8.6.6"}, "paths": {"/spec/template/spec/containers/0/image"}},
	"a name that only begins alike": {"container": {"image": "registry.example.com.evil.org/web:1.2.3"}, "paths": {"/spec/template/spec/containers/0/image"}},
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

test_a_short_name_is_spelled_out if {
	case := {"container": {"image": "ai-scientist:v2"}}
	found := rule.findings with input as fixture.environment(case)
		with data.params as object.union(fixture.params, {"registries": {"allowed": ["docker.io/library/redis"]}})
	{finding.message | some finding in found} == {"container \"web\" runs ai-scientist:v2, which without a registry means docker.io/library/ai-scientist, and that is not allowed"}
}

package rules.security["image-tag_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["image-tag"] as rule

accept := {
	"a date in one number": {"container": {"image": "registry.example.com/web:20240612"}},
	"a build's number": {"container": {"image": "registry.example.com/web:48213"}},
	"a commit of a branch": {"container": {"image": "registry.example.com/web:main-1a2b3c4"}},
	"a floating word behind a version": {"container": {"image": "registry.example.com/web:1.2.3-stable"}},
	"a version": {},
	"a digest": {"container": {"image": "registry.example.com/web@sha256:00ff"}},
	"a floating tag beside a digest": {"container": {"image": "registry.example.com/web:latest@sha256:00ff"}},
	"a date": {"container": {"image": "registry.example.com/web:2026-11-23"}},
	"a port is no tag": {"container": {"image": "registry.example.com:5000/web:1.2.3"}},
}

reject := {
	"a floating word and a variant": {"container": {"image": "registry.example.com/web:latest-gpu"}, "paths": {"/spec/template/spec/containers/0/image"}},
	"a variant and a floating word": {"container": {"image": "registry.example.com/web:alpine-stable"}, "paths": {"/spec/template/spec/containers/0/image"}},
	"latest": {"container": {"image": "registry.example.com/web:latest"}, "paths": {"/spec/template/spec/containers/0/image"}},
	"no tag": {"container": {"image": "registry.example.com:5000/web"}, "paths": {"/spec/template/spec/containers/0/image"}},
	"a major version": {"container": {"image": "redis:8-alpine"}, "paths": {"/spec/template/spec/containers/0/image"}},
	"an init container": {"spec": {"initContainers": [{"name": "init", "image": "busybox"}]}, "paths": {"/spec/template/spec/initContainers/0/image"}},
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

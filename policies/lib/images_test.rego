package lib.images_test

import data.lib.images

cases := {
	"nginx": {"registry": "docker.io", "repository": "library/nginx", "tag": "", "digest": ""},
	"nginx:1.29": {"registry": "docker.io", "repository": "library/nginx", "tag": "1.29", "digest": ""},
	"bitnami/redis:8": {"registry": "docker.io", "repository": "bitnami/redis", "tag": "8", "digest": ""},
	"docker.io/library/redis:8.6.6-alpine": {"registry": "docker.io", "repository": "library/redis", "tag": "8.6.6-alpine", "digest": ""},
	"localhost:5000/a/b:v1@sha256:00ff": {"registry": "localhost:5000", "repository": "a/b", "tag": "v1", "digest": "sha256:00ff"},
	"ghcr.io/restic/restic@sha256:00ff": {"registry": "ghcr.io", "repository": "restic/restic", "tag": "", "digest": "sha256:00ff"},
}

test_parse[image] if {
	some image, parts in cases
	images.parse(image) == parts
}

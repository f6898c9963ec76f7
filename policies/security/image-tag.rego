# METADATA
# title: Images have a fixed version
# description: >-
#   Under a floating tag two nodes run two programs, a restart is an upgrade, and a rollback in Git rolls nothing
#   back.
# related_resources:
#   - https://kubernetes.io/docs/concepts/containers/images/#image-names
# custom:
#   severity: error
#   help: Use a full version as the tag, or a digest.
package rules.security["image-tag"]

import data.lib.finding
import data.lib.images
import data.lib.workloads

findings contains found if {
	some entry in workloads.containers
	image := images.parse(entry.container.image)
	image.digest == ""
	problem := floating(image.tag)
	message := sprintf("%s runs %s: %s", [workloads.described(entry), entry.container.image, problem])
	found := finding.at(entry.object, concat("", [entry.path, "/image"]), message)
}

floating("") := "it has no tag, which means latest"

floating(tag) := sprintf("the tag %s moves", [tag]) if moves(lower(tag))

# A short number; a longer one is a date or the number of a build.
floating(tag) := sprintf("the tag %s is a major version only, which moves with each release", [tag]) if {
	not moves(lower(tag))
	regex.match(`^v?[0-9]{1,3}(-[a-z]+)?$`, tag)
}

# "latest-gpu" moves as "latest" does; "main-1a2b3c4", "nightly-20240612" and "1.2.3-stable" say which one they are.
moves(tag) if {
	not regex.match(`[0-9]+\.[0-9]+|[0-9]{5,}|\b[0-9a-f]{7,40}\b`, tag)
	some word in split(tag, "-")
	word in data.params.registries.floating_tags
}

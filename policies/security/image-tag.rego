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

floating(tag) := sprintf("the tag %s moves", [tag]) if lower(tag) in data.params.registries.floating_tags

floating(tag) := sprintf("the tag %s is a major version only, which moves with each release", [tag]) if regex.match(`^v?[0-9]+(-[a-z]+)?$`, tag)

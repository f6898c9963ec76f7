# METADATA
# title: Images come from known registries
# description: Whoever owns a registry decides what runs. Those that may are listed in policies/data/registries.yaml.
# related_resources:
#   - https://kubernetes.io/docs/concepts/containers/images/
# custom:
#   severity: error
#   help: Mirror the image to an allowed registry, or add the registry to policies/data/registries.yaml.
package rules.security["image-registry"]

import data.lib.finding
import data.lib.images
import data.lib.workloads

findings contains found if {
	count(data.params.registries.allowed) > 0
	some entry in workloads.containers
	image := images.parse(entry.container.image)
	name := concat("/", [image.registry, image.repository])
	not is_allowed(name)
	message := sprintf("%s runs %s, %s", [workloads.described(entry), entry.container.image, problem(entry.container.image, image)])
	found := finding.at(entry.object, concat("", [entry.path, "/image"]), message)
}

is_allowed(name) if {
	some prefix in data.params.registries.allowed
	startswith(name, concat("", [trim_right(prefix, "/"), "/"]))
}

is_allowed(name) if name in data.params.registries.allowed

problem(text, image) := sprintf("and %s is not an allowed registry", [image.registry]) if {
	contains(text, "/")
} else := sprintf("which without a registry means %s/%s, and that is not allowed", [image.registry, image.repository])

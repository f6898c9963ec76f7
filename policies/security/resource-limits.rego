# METADATA
# title: Containers have a limit
# description: >-
#   Without a memory limit one leak takes the node and every pod on it. The limits that are required are listed in
#   policies/data/security.yaml.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# custom:
#   severity: error
#   help: Set resources.limits for the container, or for the whole pod in spec.resources.
package rules.security["resource-limits"]

import data.lib.finding
import data.lib.objects
import data.lib.workloads

findings contains found if {
	some entry in workloads.permanent_containers
	some name in data.params.security.required_limits
	not has(objects.map_of(entry.container, "resources"), name)
	not has(objects.map_of(entry.pod.spec, "resources"), name)
	message := sprintf("%s has no limit for %s", [workloads.described(entry), name])
	found := finding.at(entry.object, concat("", [entry.path, "/resources/limits/", name]), message)
}

has(resources, name) if resources.limits[name]

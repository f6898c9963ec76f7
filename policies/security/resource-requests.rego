# METADATA
# title: Containers say what they need
# description: >-
#   The scheduler places a pod by its requests; one without lands on a full node, and is the first to be evicted.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
# custom:
#   severity: error
#   help: Set resources.requests for the container, or for the whole pod in spec.resources.
package rules.security["resource-requests"]

import data.lib.finding
import data.lib.objects
import data.lib.workloads

findings contains found if {
	some entry in workloads.permanent_containers
	some name in data.params.security.required_requests
	not has(objects.map_of(entry.container, "resources"), name)
	not has(objects.map_of(entry.pod.spec, "resources"), name)
	message := sprintf("%s has no request for %s", [workloads.described(entry), name])
	found := finding.at(entry.object, concat("", [entry.path, "/resources/requests/", name]), message)
}

has(resources, name) if resources.requests[name]

# What is limited is requested too: the API server copies the limit.
has(resources, name) if resources.limits[name]

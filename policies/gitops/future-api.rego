# METADATA
# title: API versions are there in the target Kubernetes already
# description: |
#   An API server that is older than a version of its API refuses the object, and with it the sync of the Application.
# related_resources:
#   - https://kubernetes.io/docs/reference/using-api/#api-versioning
# custom:
#   severity: error
#   help: Use the version that the target serves, or raise versions.kubernetes in gitops.yaml with the cluster.
package rules.gitops["future-api"]

import data.lib.finding
import data.lib.versions

findings contains found if {
	some entry in versions.lifecycles
	not versions.is_reached(entry.version.introduced)
	found := finding.at(entry.object, "/apiVersion", sprintf("%s %s is served from Kubernetes %s on, and the target is %s", [
		entry.object.kind,
		entry.object.apiVersion,
		entry.version.introduced,
		input.versions.kubernetes,
	]))
}

# METADATA
# title: API versions are served by the target Kubernetes
# description: |
#   The API server refuses an object of a version it no longer serves; with it the whole sync of the Application
#   fails.
# related_resources:
#   - https://kubernetes.io/docs/reference/using-api/deprecation-guide/
# custom:
#   severity: error
#   help: Move the object to the version named.
package rules.gitops["removed-api"]

import data.lib.finding
import data.lib.versions

findings contains found if {
	some entry in versions.lifecycles
	versions.is_reached(entry.version.removed)
	found := finding.at(entry.object, "/apiVersion", sprintf("%s %s is no longer served since Kubernetes %s; %s", [
		entry.object.kind,
		entry.object.apiVersion,
		entry.version.removed,
		versions.advice(entry.version),
	]))
}

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
	some manifest in input.objects
	some entry in data.params.api_versions.versions
	entry.apiVersion == manifest.apiVersion
	manifest.kind in entry.kinds
	versions.is_reached(entry.removed)
	found := finding.at(manifest, "/apiVersion", sprintf("%s %s is no longer served since Kubernetes %s; its place takes %s", [
		manifest.kind,
		manifest.apiVersion,
		entry.removed,
		replacement(entry),
	]))
}

replacement(entry) := object.get(entry, "replacement", "nothing")

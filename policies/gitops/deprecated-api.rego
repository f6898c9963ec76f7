# METADATA
# title: API versions are not deprecated
# description: A deprecated version still works and will not after some upgrade of the cluster.
# related_resources:
#   - https://kubernetes.io/docs/reference/using-api/deprecation-guide/
# custom:
#   severity: warning
#   help: Move the object to the version named before that upgrade.
package rules.gitops["deprecated-api"]

import data.lib.finding
import data.lib.versions

findings contains found if {
	some manifest in input.objects
	some entry in data.params.api_versions.versions
	entry.apiVersion == manifest.apiVersion
	manifest.kind in entry.kinds
	versions.is_reached(entry.deprecated)
	not versions.is_reached(object.get(entry, "removed", "999.0"))
	found := finding.at(manifest, "/apiVersion", sprintf("%s %s is deprecated since Kubernetes %s; its place takes %s", [
		manifest.kind,
		manifest.apiVersion,
		entry.deprecated,
		replacement(entry),
	]))
}

replacement(entry) := object.get(entry, "replacement", "nothing")

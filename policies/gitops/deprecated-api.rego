# METADATA
# title: API versions are not deprecated
# description: |
#   A deprecated version still works and will not after some upgrade of the cluster.
# related_resources:
#   - https://kubernetes.io/docs/reference/using-api/deprecation-guide/
# custom:
#   severity: warning
#   help: Move the object to the version named before that upgrade.
package rules.gitops["deprecated-api"]

import data.lib.finding
import data.lib.versions

findings contains found if {
	some entry in versions.lifecycles
	versions.is_reached(entry.version.deprecated)
	not versions.is_reached(object.get(entry.version, "removed", "999.0"))
	found := finding.at(entry.object, "/apiVersion", sprintf("%s %s is deprecated since Kubernetes %s; %s", [
		entry.object.kind,
		entry.object.apiVersion,
		entry.version.deprecated,
		versions.advice(entry.version),
	]))
}

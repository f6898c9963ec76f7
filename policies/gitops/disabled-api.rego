# METADATA
# title: API versions are served without being asked for
# description: |
#   Alpha versions, and beta versions since Kubernetes 1.24, are served only where the API server was started with
#   --runtime-config for them, which a managed control plane seldom is.
# related_resources:
#   - https://kubernetes.io/docs/reference/using-api/#enabling-or-disabling
# custom:
#   severity: warning
#   help: Use a stable version, or make sure that every cluster serves this one.
package rules.gitops["disabled-api"]

import data.lib.finding
import data.lib.versions

findings contains found if {
	some entry in versions.lifecycles
	entry.version.off
	versions.is_reached(object.get(entry.version, "introduced", "0.0"))
	not versions.is_reached(object.get(entry.version, "removed", "999.0"))
	found := finding.at(entry.object, "/apiVersion", sprintf("%s %s is off unless the API server is told to serve it", [
		entry.object.kind,
		entry.object.apiVersion,
	]))
}

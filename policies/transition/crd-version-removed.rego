# METADATA
# title: A version of a CustomResourceDefinition goes last
# description: |
#   The API server refuses to drop a version that it may still hold objects of (status.storedVersions); a version
#   that is no longer served breaks every client that asks for it.
# related_resources:
#   - https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/
# custom:
#   severity: error
#   help: >-
#     Move every manifest and client to the new version, migrate the stored objects and clean status.storedVersions,
#     and drop the version in a later change.
package rules.transition["crd-version-removed"]

import data.lib.finding
import data.lib.steps

findings contains found if {
	some change in steps.changed
	change.type == "apiextensions.k8s.io/CustomResourceDefinition"
	some version in (served(change.before) - served(change.after))
	found := finding.at(change.after, "/spec/versions", sprintf("version %s is no longer served: %s and clients that use it fail%s", [
		version,
		"manifests",
		steps.by(change),
	]))
}

served(definition) := {version.name | some version in definition.spec.versions; version.served == true}

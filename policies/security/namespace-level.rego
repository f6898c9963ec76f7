# METADATA
# title: Namespaces declare their Pod Security level
# description: Without the label a namespace is held to whatever its cluster happens to default to.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-admission/
# custom:
#   severity: error
#   help: >-
#     Label the namespace pod-security.kubernetes.io/enforce: restricted, or the level its pods need.
package rules.security["namespace-level"]

import data.lib.finding
import data.lib.objects
import data.lib.pod_security

findings contains found if {
	some manifest in objects.of("Namespace")
	path := concat("", ["/metadata/labels", finding.pointer([pod_security.label])])
	message := problem(objects.labels_of(manifest))
	found := finding.at(manifest, path, message)
}

problem(labels) := sprintf("has no label %s", [pod_security.label]) if not labels[pod_security.label]

problem(labels) := sprintf("%s is no level; it may be %s", [labels[pod_security.label], concat(", ", pod_security.levels)]) if {
	not labels[pod_security.label] in pod_security.levels
}

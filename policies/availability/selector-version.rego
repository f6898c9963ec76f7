# METADATA
# title: Selectors survive the next release
# description: >-
#   The selector of a workload cannot be changed. A label with a version or the name of a chart in it changes with
#   the next release, which the API server then refuses.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates
# custom:
#   severity: warning
#   help: >-
#     Select by app.kubernetes.io/name and app.kubernetes.io/instance; with Kustomize, set labels with
#     includeSelectors: false.
package rules.availability["selector-version"]

import data.lib.finding
import data.lib.objects

types := {"apps/Deployment", "apps/StatefulSet", "apps/DaemonSet", "apps/ReplicaSet"}

moving := {"app.kubernetes.io/version", "helm.sh/chart", "chart"}

findings contains found if {
	some type in types
	some manifest in objects.of(type)
	some label in moving
	value := manifest.spec.selector.matchLabels[label]
	path := concat("", ["/spec/selector/matchLabels", finding.pointer([label])])
	found := finding.at(manifest, path, sprintf("selects by %s: %v, which the next release changes and the API server then refuses", [label, value]))
}

# METADATA
# title: Somebody starts a pod again
# description: >-
#   A Pod that no controller owns is gone with its node, and its image cannot be changed by an update.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/pods/#pods-and-controllers
# custom:
#   severity: warning
#   help: >-
#     Make it a Deployment, a Job or a StatefulSet.
package rules.availability["bare-pod"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some manifest in objects.of("Pod")
	not objects.annotations_of(manifest)["argocd.argoproj.io/hook"]
	not objects.annotations_of(manifest)["helm.sh/hook"]
	found := finding.at(manifest, "/kind", "no controller owns this pod: nothing starts it again when its node goes")
}

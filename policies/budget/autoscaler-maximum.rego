# METADATA
# title: Autoscalers state their maximum
# description: KEDA goes to 100 replicas where nobody says how far.
# related_resources:
#   - https://keda.sh/docs/latest/reference/scaledobject-spec/
# custom:
#   severity: error
#   help: Set spec.maxReplicaCount.
package rules.budget["autoscaler-maximum"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some manifest in objects.of("keda.sh/ScaledObject")
	not manifest.spec.maxReplicaCount
	found := finding.at(manifest, "/spec/maxReplicaCount", "there is no maxReplicaCount, so KEDA goes up to 100 replicas")
}

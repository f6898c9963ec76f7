# METADATA
# title: A workload has one autoscaler
# description: |
#   Two autoscalers of one workload undo each other's decisions; KEDA refuses a workload that has an HPA already.
# related_resources:
#   - https://keda.sh/docs/latest/concepts/scaling-deployments/
# custom:
#   severity: error
#   help: >-
#     Keep one of them: a ScaledObject can have cpu and memory triggers beside its own.
package rules.references["autoscaler-conflict"]

import data.lib.autoscalers
import data.lib.finding

findings contains found if {
	some one, autoscaler in autoscalers.horizontal
	some other, twin in autoscalers.horizontal
	other < one
	autoscaler.namespace == twin.namespace
	autoscalers.target_type(autoscaler) == autoscalers.target_type(twin)
	autoscaler.target.name == twin.target.name
	found := finding.at(autoscaler.object, autoscaler.path, sprintf("%s is scaled by %s \"%s\" already", [
		autoscalers.described(autoscaler),
		twin.object.kind,
		twin.object.metadata.name,
	]))
}

# KEDA makes an HPA of its own: one of the same name that is in Git would be fought over.
findings contains found if {
	some scaled in autoscalers.scaled_objects
	name := object.get(
		scaled.object.spec,
		["advanced", "horizontalPodAutoscalerConfig", "name"],
		sprintf("keda-hpa-%s", [scaled.object.metadata.name]),
	)
	some autoscaler in autoscalers.pod_autoscalers
	autoscaler.namespace == scaled.namespace
	autoscaler.object.metadata.name == name
	found := finding.at(autoscaler.object, "/metadata/name", sprintf("ScaledObject \"%s\" makes a HorizontalPodAutoscaler of this name", [
		scaled.object.metadata.name,
	]))
}

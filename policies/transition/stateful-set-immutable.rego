# METADATA
# title: A StatefulSet keeps what its volumes hang on
# description: |
#   Of a StatefulSet the API server takes changes to replicas, ordinals, template, updateStrategy,
#   revisionHistoryLimit, minReadySeconds and persistentVolumeClaimRetentionPolicy only.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#limitations
# custom:
#   severity: error
#   help: >-
#     Delete the StatefulSet with kubectl delete --cascade=orphan right before the sync: pods and volumes stay, and
#     the sync makes it anew around them. Grow a volume by growing its claims first.
package rules.transition["stateful-set-immutable"]

import data.lib.steps

fields := {"spec/volumeClaimTemplates": [], "spec/serviceName": "", "spec/podManagementPolicy": "OrderedReady"}

findings contains found if {
	some change in steps.changed
	change.type == "apps/StatefulSet"
	some field, otherwise in fields
	steps.differs(change, split(field, "/"), otherwise)
	found := steps.refused(change, split(field, "/"), otherwise)
}

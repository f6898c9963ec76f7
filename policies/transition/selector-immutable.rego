# METADATA
# title: A workload keeps its selector
# description: |
#   The API server refuses another selector in a Deployment, StatefulSet, DaemonSet or ReplicaSet: the pods of the
#   old one would be orphaned.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates
# custom:
#   severity: error
#   help: >-
#     Give the workload a new name and remove the old one in a later change, or annotate it with
#     argocd.argoproj.io/sync-options: Force=true,Replace=true for one sync, which deletes its pods first.
package rules.transition["selector-immutable"]

import data.lib.steps

fields := {"spec/selector"}

findings contains found if {
	some change in steps.changed
	change.type in {"apps/Deployment", "apps/StatefulSet", "apps/DaemonSet", "apps/ReplicaSet"}
	some field in fields
	steps.differs(change, split(field, "/"), null)
	found := steps.refused(change, split(field, "/"), null)
}

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

import data.lib.objects
import data.lib.steps

types := {"apps/Deployment", "apps/StatefulSet", "apps/DaemonSet", "apps/ReplicaSet"}

# A label at a time, to point at the one that a transformer of Kustomize or a person changed.
findings contains found if {
	some change in steps.changed
	change.type in types
	some label in (objects.keys_of(labels_of(change.before)) | objects.keys_of(labels_of(change.after)))
	steps.differs(change, ["spec", "selector", "matchLabels", label], null)
	found := steps.refused(change, ["spec", "selector", "matchLabels", label], null)
}

findings contains found if {
	some change in steps.changed
	change.type in types
	steps.differs(change, ["spec", "selector", "matchExpressions"], null)
	found := steps.refused(change, ["spec", "selector", "matchExpressions"], null)
}

labels_of(manifest) := object.get(manifest, ["spec", "selector", "matchLabels"], {})

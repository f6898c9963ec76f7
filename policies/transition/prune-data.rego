# METADATA
# title: What holds data is not pruned by the way
# description: |
#   Argo CD deletes what is gone from Git. With a Namespace goes everything in it, with a CustomResourceDefinition
#   every object of its kind, with a claim usually its volume.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-prune-resources
# custom:
#   severity: error
#   help: >-
#     First annotate it with argocd.argoproj.io/sync-options: Prune=false and sync; remove it from Git after that, and
#     delete it by hand once its data is saved or not needed. Where it shall go now, say so in
#     policies/exceptions.yaml.
package rules.transition["prune-data"]

import data.lib.finding
import data.lib.steps

losses := {
	"PersistentVolumeClaim": "its volume goes with it unless the volume's reclaim policy is Retain",
	"PersistentVolume": "its data is out of the cluster's reach",
	"apps/StatefulSet": "all its pods go, and its claims too where persistentVolumeClaimRetentionPolicy.whenDeleted is Delete",
	"Namespace": "everything in it goes too",
	"apiextensions.k8s.io/CustomResourceDefinition": "every object of its kind in the cluster goes too",
}

findings contains found if {
	some change in steps.pruned
	steps.deletes(change)
	loss := losses[change.type]
	found := finding.at(change.before, "", sprintf("the sync%s deletes it: %s", [steps.by(change), loss]))
}

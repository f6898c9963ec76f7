# METADATA
# title: What Git no longer says goes back to its default
# description: |
#   A field that is removed from Git does not stay as it is: Argo CD's apply removes it, and the API server fills in
#   its default.
# related_resources:
#   - https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#default-field-values
# custom:
#   severity: info
#   help: >-
#     Nothing, where the default is meant; else write the value out.
package rules.transition["default-returns"]

import data.lib.finding
import data.lib.steps

pod := {
	"terminationGracePeriodSeconds": 30,
	"automountServiceAccountToken": true,
	"enableServiceLinks": true,
	"dnsPolicy": "ClusterFirst",
}

in_template[concat("/", ["spec", "template", "spec", field])] := value if some field, value in pod

defaults := {
	"apps/Deployment": object.union(in_template, {
		"spec/strategy/type": "RollingUpdate",
		"spec/revisionHistoryLimit": 10,
		"spec/progressDeadlineSeconds": 600,
		"spec/minReadySeconds": 0,
	}),
	"apps/StatefulSet": object.union(in_template, {
		"spec/updateStrategy/type": "RollingUpdate",
		"spec/persistentVolumeClaimRetentionPolicy/whenDeleted": "Retain",
		"spec/persistentVolumeClaimRetentionPolicy/whenScaled": "Retain",
	}),
	"apps/DaemonSet": object.union(in_template, {"spec/updateStrategy/type": "RollingUpdate"}),
	"Service": {
		"spec/type": "ClusterIP",
		"spec/sessionAffinity": "None",
		"spec/internalTrafficPolicy": "Cluster",
	},
	"batch/CronJob": {
		"spec/concurrencyPolicy": "Allow",
		"spec/suspend": false,
	},
	"autoscaling/HorizontalPodAutoscaler": {"spec/minReplicas": 1},
}

findings contains found if {
	some change in steps.changed
	some field, value in defaults[change.type]
	was := object.get(change.before, split(field, "/"), null)
	not was in {null, value}
	object.get(change.after, split(field, "/"), null) == null
	found := finding.at(change.after, concat("/", ["", field]), sprintf("was %v, and goes back to the default %v", [was, value]))
}

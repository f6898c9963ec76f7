# METADATA
# title: An autoscaled workload has no replicas in Git
# description: At each sync Argo CD sets replicas back to what Git says, against the autoscaler.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/best_practices/#leaving-room-for-imperativeness
# custom:
#   severity: error
#   help: >-
#     Remove spec.replicas (an autoscaler's minimum takes its place), or have the Application ignore /spec/replicas
#     with RespectIgnoreDifferences=true.
package rules.gitops["autoscaled-replicas"]

import data.lib.argocd
import data.lib.autoscalers
import data.lib.finding
import data.lib.objects

findings contains found if {
	some type in ["apps/Deployment", "apps/StatefulSet", "apps/ReplicaSet", "argoproj.io/Rollout"]
	some manifest in objects.of(type)
	replicas := manifest.spec.replicas
	some autoscaler in autoscalers.horizontal
	autoscalers.targets(autoscaler, manifest)
	not is_ignored(manifest)
	found := finding.at(manifest, "/spec/replicas", sprintf("has replicas %v, and %s \"%s\" scales it", [
		replicas,
		autoscaler.object.kind,
		autoscaler.object.metadata.name,
	]))
}

is_ignored(manifest) if {
	some entry in argocd.deployed
	argocd.id(entry.object) == argocd.id(manifest)
	"RespectIgnoreDifferences=true" in argocd.options(manifest, entry.application)
	some ignored in objects.list_of(entry.application.spec, "ignoreDifferences")
	argocd.matches(ignored.kind, manifest.kind)
	object.get(ignored, "name", manifest.metadata.name) == manifest.metadata.name
	some path in ["/spec/replicas", ".spec.replicas"]
	path in array.concat(objects.list_of(ignored, "jsonPointers"), objects.list_of(ignored, "jqPathExpressions"))
}

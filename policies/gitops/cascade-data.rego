# METADATA
# title: Deleting an Application leaves the data
# description: |
#   With the cascade finalizer a deleted Application takes its volume claims along, and usually the volumes with
#   them.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-resource-deletion
# custom:
#   severity: warning
#   help: >-
#     Annotate the claim with argocd.argoproj.io/sync-options: Prune=false,Delete=false.
package rules.gitops["cascade-data"]

import data.lib.argocd
import data.lib.finding
import data.lib.objects

findings contains found if {
	some entry in argocd.deployed
	entry.object.kind == "PersistentVolumeClaim"
	some finalizer in objects.list_of(entry.application.metadata, "finalizers")
	startswith(finalizer, "resources-finalizer.argocd.argoproj.io")
	options := argocd.options(entry.object, entry.application)
	some name in ["Prune", "Delete"]
	count({concat("=", [name, value]) | some value in ["false", "confirm"]} & options) == 0
	found := finding.at(entry.object, "/metadata/annotations", sprintf("goes when %s, without %s=false", [
		{"Prune": "it is removed from Git", "Delete": sprintf("Application \"%s\" is deleted", [entry.application.metadata.name])}[name],
		name,
	]))
}

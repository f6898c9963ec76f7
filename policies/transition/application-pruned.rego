# METADATA
# title: An Application goes in two steps
# description: |
#   An Application that leaves Git is deleted, and its cascade finalizer deletes everything it deployed: volumes,
#   namespaces and custom resources too.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/app_deletion/
# custom:
#   severity: error
#   help: >-
#     First remove what it deploys, or annotate what must stay with argocd.argoproj.io/sync-options: Delete=false;
#     then remove the Application. Where all of it shall go, say so in policies/exceptions.yaml.
package rules.transition["application-pruned"]

import data.lib.finding
import data.lib.objects
import data.lib.steps

findings contains found if {
	some change in steps.pruned
	change.type == "argoproj.io/Application"
	steps.deletes(change)
	some finalizer in objects.list_of(change.before.metadata, "finalizers")
	contains(finalizer, "resources-finalizer.argocd.argoproj.io")
	found := finding.at(change.before, "", sprintf("Application \"%s\" is deleted, and %s deletes everything that it deployed", [
		change.before.metadata.name,
		finalizer,
	]))
}

# METADATA
# title: An Application keeps its finalizer
# description: |
#   Without its cascade finalizer an Application that is deleted later leaves everything it deployed running, with
#   nobody to update it.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/app_deletion/
# custom:
#   severity: error
#   help: >-
#     Keep resources-finalizer.argocd.argoproj.io. Where its objects shall outlive it, say so in
#     policies/exceptions.yaml.
package rules.transition["application-finalizer"]

import data.lib.finding
import data.lib.objects
import data.lib.steps

findings contains found if {
	some change in steps.changed
	change.type == "argoproj.io/Application"
	some finalizer in objects.list_of(change.before.metadata, "finalizers")
	cascades(finalizer)
	count([other | some other in objects.list_of(change.after.metadata, "finalizers"); cascades(other)]) == 0
	found := finding.at(change.after, "/metadata", sprintf("Application \"%s\" loses %s: deleting it leaves its objects behind", [
		change.after.metadata.name,
		finalizer,
	]))
}

cascades(finalizer) if contains(finalizer, "resources-finalizer.argocd.argoproj.io")

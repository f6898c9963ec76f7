# METADATA
# title: Deleting an Application removes what it deployed
# description: |
#   Without the cascade finalizer a deleted Application leaves its objects running with nobody to update them.
#   An Application of Applications and Argo CD's own are left out: there the finalizer would take everything down at once.
#   Any other finalizer is one that nobody removes.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/app_deletion/
# custom:
#   severity: warning
#   help: Add resources-finalizer.argocd.argoproj.io to metadata.finalizers.
package rules.gitops.finalizer

import data.lib.argocd
import data.lib.finding
import data.lib.objects
import data.lib.text

cascade := "resources-finalizer.argocd.argoproj.io"

known := {
	cascade,
	"resources-finalizer.argocd.argoproj.io/foreground",
	"resources-finalizer.argocd.argoproj.io/background",
	"foreground-finalizer.argocd.argoproj.io",
	"post-delete-finalizer.argocd.argoproj.io",
	"post-delete-finalizer.argocd.argoproj.io/cleanup",
	"pre-delete-finalizer.argocd.argoproj.io",
	"pre-delete-finalizer.argocd.argoproj.io/cleanup",
}

findings contains found if {
	some application in argocd.applications
	not has_cascade(application)
	not deploys_applications(application)
	not deploys_argocd(application)
	found := finding.at(
		application,
		"/metadata",
		sprintf("Application \"%s\" has no cascade finalizer: deleting it leaves its objects behind", [application.metadata.name]),
	)
}

findings contains found if {
	some application in argocd.applications
	some i, finalizer in objects.list_of(application.metadata, "finalizers")
	not finalizer in known
	found := finding.at(
		application,
		sprintf("/metadata/finalizers/%d", [i]),
		sprintf("nothing removes the finalizer \"%s\"%s", [finalizer, text.did_you_mean(finalizer, known)]),
	)
}

has_cascade(application) if {
	some finalizer in objects.list_of(application.metadata, "finalizers")
	finalizer in known
}

# Nobody would be left to finish the deletion.
deploys_argocd(application) if application.spec.destination.namespace == objects.namespace_of(application)

deploys_applications(application) if {
	some entry in argocd.deployed
	entry.application.metadata.name == application.metadata.name
	entry.object.kind in {"Application", "ApplicationSet"}
}

# METADATA
# title: Replace and ServerSideApply exclude each other
# description: |
#   With Replace=true Argo CD replaces the object and ServerSideApply=true has no effect: what others set on the
#   object is lost at each sync.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#replace-resource-instead-of-applying-changes
# custom:
#   severity: error
#   help: Keep one of them.
package rules.gitops["replace-with-server-side-apply"]

import data.lib.argocd
import data.lib.finding

findings contains found if {
	some application in argocd.applications
	options := object.get(application.spec, ["syncPolicy", "syncOptions"], [])
	"Replace=true" in options
	"ServerSideApply=true" in options
	found := finding.at(
		application,
		"/spec/syncPolicy/syncOptions",
		sprintf("Application \"%s\" has Replace=true beside ServerSideApply=true", [application.metadata.name]),
	)
}

findings contains found if {
	some manifest in input.objects
	options := argocd.own_options(manifest)
	"Replace=true" in options
	"ServerSideApply=true" in options
	found := finding.at(
		manifest,
		finding.pointer(["metadata", "annotations", "argocd.argoproj.io/sync-options"]),
		"has Replace=true beside ServerSideApply=true",
	)
}

# METADATA
# title: What is compared on the server is applied on the server
# description: |
#   With server-side diff a field that Git no longer states counts as Synced as soon as the API server would keep it, and a
#   client-side apply keeps what another field manager owns: the field stays in the cluster for ever, and nobody is told.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/diff-strategies/#server-side-diff
# custom:
#   severity: error
#   help: Add ServerSideApply=true to the Application's sync options.
package rules.gitops["server-side-diff"]

import data.lib.argocd
import data.lib.finding
import data.lib.objects

findings contains found if {
	some application in argocd.applications
	some reason in reasons(application)
	options := object.get(application.spec, ["syncPolicy", "syncOptions"], [])
	not "ServerSideApply=true" in options
	not "Replace=true" in options
	found := finding.at(
		application,
		reason.path,
		sprintf("Application \"%s\" is compared on the server (%s) and applied on the client", [application.metadata.name, reason.text]),
	)
}

annotation := "argocd.argoproj.io/compare-options"

reasons(application) := [{"path": finding.pointer(["metadata", "annotations", annotation]), "text": "ServerSideDiff=true"}] if {
	"ServerSideDiff=true" in compare_options(application)
} else := [{"path": "/spec", "text": sprintf("%s of %s", [setting, config.metadata.name])}] if {
	not "ServerSideDiff=false" in compare_options(application)
	some config in objects.of("ConfigMap")
	config.metadata.name == "argocd-cmd-params-cm"
	config.data[setting] == "true"
} else := []

setting := "controller.diff.server.side"

compare_options(application) := {trim_space(option) |
	some option in split(object.get(objects.annotations_of(application), annotation, ""), ",")
}

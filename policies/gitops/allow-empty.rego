# METADATA
# title: An empty render removes nothing
# description: |
#   With allowEmpty: true a render that yields nothing, by a wrong path or a broken generator, deletes everything
#   the Application has.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/#automatic-pruning-with-allow-empty-v18
# custom:
#   severity: error
#   help: Remove allowEmpty.
package rules.gitops["allow-empty"]

import data.lib.argocd
import data.lib.finding

findings contains found if {
	some application in argocd.applications
	application.spec.syncPolicy.automated.allowEmpty == true
	found := finding.at(
		application,
		"/spec/syncPolicy/automated/allowEmpty",
		sprintf("Application \"%s\" may be emptied by a mistake", [application.metadata.name]),
	)
}

# METADATA
# title: An Application has source or sources
# description: Beside sources Argo CD ignores source without a word.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/
# custom:
#   severity: error
#   help: Move source into the list, or remove it.
package rules.gitops["source-and-sources"]

import data.lib.argocd
import data.lib.finding
import data.lib.objects

findings contains found if {
	some application in argocd.applications
	application.spec.source
	count(objects.list_of(application.spec, "sources")) > 0
	found := finding.at(application, "/spec/source", sprintf("Application \"%s\" has source beside sources: source is ignored", [application.metadata.name]))
}

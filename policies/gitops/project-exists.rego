# METADATA
# title: Projects are there
# description: Argo CD refuses to sync an Application whose project does not exist.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
# custom:
#   severity: error
#   help: Correct spec.project, or render the AppProject.
package rules.gitops["project-exists"]

import data.lib.argocd
import data.lib.finding

findings contains found if {
	some application in argocd.applications
	project := application.spec.project
	not project in {"default", ""}
	count(argocd.projects_of(application)) == 0
	found := finding.at(application, "/spec/project", sprintf("there is no AppProject \"%s\"", [project]))
}

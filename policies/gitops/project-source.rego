# METADATA
# title: A project allows its Applications' sources
# description: Argo CD refuses an Application whose repository its project does not list.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#managing-projects
# custom:
#   severity: error
#   help: Add the repository to sourceRepos of the project.
package rules.gitops["project-source"]

import data.lib.argocd
import data.lib.finding
import data.lib.objects

findings contains found if {
	some entry in argocd.sources
	some project in argocd.projects_of(entry.application)
	url := entry.source.repoURL
	not allows(project, url)
	found := finding.at(entry.application, concat("", [entry.path, "/repoURL"]), sprintf("AppProject \"%s\" does not allow %s", [project.metadata.name, url]))
}

allows(project, url) if {
	some pattern in objects.list_of(project.spec, "sourceRepos")
	argocd.matches(argocd.normal_url(pattern), argocd.normal_url(url))
}

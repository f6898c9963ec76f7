# METADATA
# title: A project names what it allows
# description: |
#   A * in sourceRepos, destinations or cluster-scoped kinds makes the project no limit at all: whoever can merge a
#   manifest owns the cluster.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#projects
# custom:
#   severity: error
#   help: Name the repositories, the server and namespaces, and the kinds.
package rules.gitops["project-wildcard"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some project in objects.of("argoproj.io/AppProject")
	some i, repository in objects.list_of(project.spec, "sourceRepos")
	repository in {"*", "**", "https://*", "https://**"}
	found := finding.at(project, sprintf("/spec/sourceRepos/%d", [i]), sprintf("AppProject \"%s\" deploys from any repository", [project.metadata.name]))
}

findings contains found if {
	some project in objects.of("argoproj.io/AppProject")
	some i, destination in objects.list_of(project.spec, "destinations")
	some field in ["server", "name", "namespace"]
	destination[field] == "*"
	found := finding.at(project, sprintf("/spec/destinations/%d/%s", [i, field]), sprintf("AppProject \"%s\" deploys to any %s", [project.metadata.name, field]))
}

findings contains found if {
	some project in objects.of("argoproj.io/AppProject")
	some i, entry in objects.list_of(project.spec, "clusterResourceWhitelist")
	entry.kind == "*"
	entry.group in {"*", "", "rbac.authorization.k8s.io"}
	found := finding.at(
		project, sprintf(
			"/spec/clusterResourceWhitelist/%d",
			[i],
		),
		sprintf("AppProject \"%s\" may create any cluster-scoped object of group \"%s\"", [
			project.metadata.name,
			entry.group,
		]),
	)
}

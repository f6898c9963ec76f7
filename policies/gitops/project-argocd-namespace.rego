# METADATA
# title: Only the root may create Applications
# description: |
#   A project that may put Applications and AppProjects into Argo CD's own namespace is an administrator of every
#   cluster, and one with no list of kinds may do just that.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/operator-manual/security/#cluster-rbac
# custom:
#   severity: error
#   help: >-
#     Take the namespace out of destinations, or list the kinds in namespaceResourceWhitelist: Application and
#     AppProject alone, or neither.
package rules.gitops["project-argocd-namespace"]

import data.lib.argocd
import data.lib.finding
import data.lib.objects

findings contains found if {
	some project in objects.of("argoproj.io/AppProject")
	own := objects.namespace_of(project)
	some i, destination in objects.list_of(project.spec, "destinations")
	argocd.matches(destination.namespace, own)
	not startswith(destination.namespace, "!")
	not is_narrow(project)
	found := finding.at(project, sprintf("/spec/destinations/%d", [i]), sprintf(
		"AppProject \"%s\" may create Applications, and other kinds, in namespace \"%s\"",
		[project.metadata.name, own],
	))
}

administrative := {"Application", "AppProject", "ApplicationSet"}

is_narrow(project) if {
	kinds := project.spec.namespaceResourceWhitelist
	count(kinds) > 0
	every entry in kinds { not is_administrative(entry) }
}

is_narrow(project) if {
	kinds := project.spec.namespaceResourceWhitelist
	count(kinds) > 0
	count(objects.list_of(project.spec, "clusterResourceWhitelist")) == 0
	every entry in kinds {
		entry.group == "argoproj.io"
		entry.kind in administrative
	}
}

is_administrative(entry) if {
	argocd.matches(entry.group, "argoproj.io")
	some kind in administrative
	argocd.matches(entry.kind, kind)
}

# METADATA
# title: A project allows the kinds its Applications deploy
# description: |
#   Cluster-scoped kinds are forbidden unless the project lists them; Argo CD then refuses the whole sync.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#projects
# custom:
#   severity: error
#   help: >-
#     Add group and kind to clusterResourceWhitelist, or to namespaceResourceWhitelist, of the project.
package rules.gitops["project-kinds"]

import data.lib.argocd
import data.lib.finding
import data.lib.objects

findings contains found if {
	some entry in argocd.deployed
	some project in argocd.projects_of(entry.application)
	not is_allowed(project, entry.object)
	found := finding.at(entry.object, "/kind", sprintf("AppProject \"%s\" of Application \"%s\" does not allow %s \"%s\"%s", [
		project.metadata.name,
		entry.application.metadata.name,
		entry.object.kind,
		entry.object.metadata.name,
		scope(entry.object),
	]))
}

scope(manifest) := " (cluster-scoped)" if objects.namespace_of(manifest) == ""

scope(manifest) := "" if objects.namespace_of(manifest) != ""

is_allowed(project, manifest) if {
	objects.namespace_of(manifest) == ""
	is_listed(objects.list_of(project.spec, "clusterResourceWhitelist"), manifest)
	not is_listed(objects.list_of(project.spec, "clusterResourceBlacklist"), manifest)
}

is_allowed(project, manifest) if {
	objects.namespace_of(manifest) != ""
	is_listed(object.get(project.spec, "namespaceResourceWhitelist", [{"group": "*", "kind": "*"}]), manifest)
	not is_listed(objects.list_of(project.spec, "namespaceResourceBlacklist"), manifest)
}

is_listed(entries, manifest) if {
	some entry in entries
	argocd.matches(entry.group, group(manifest))
	argocd.matches(entry.kind, manifest.kind)
	argocd.matches(object.get(entry, "name", "*"), manifest.metadata.name)
}

group(manifest) := split(manifest.apiVersion, "/")[0] if contains(manifest.apiVersion, "/")

group(manifest) := "" if not contains(manifest.apiVersion, "/")

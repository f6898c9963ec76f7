# METADATA
# title: A project allows its Applications' destinations
# description: |
#   Argo CD refuses an Application, and each object in another namespace, whose destination its project does not
#   list.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#managing-projects
# custom:
#   severity: error
#   help: Add the destination to the project.
package rules.gitops["project-destination"]

import data.lib.argocd
import data.lib.finding
import data.lib.objects

findings contains found if {
	some application in argocd.applications
	some project in argocd.projects_of(application)
	destination := application.spec.destination
	not allows(project, destination, object.get(destination, "namespace", ""))
	found := finding.at(application, "/spec/destination", sprintf("AppProject \"%s\" does not allow namespace \"%s\" of %s", [
		project.metadata.name,
		object.get(destination, "namespace", ""),
		cluster(destination),
	]))
}

findings contains found if {
	some entry in argocd.deployed
	namespace := objects.namespace_of(entry.object)
	not namespace in {"", object.get(entry.application.spec.destination, "namespace", "")}
	some project in argocd.projects_of(entry.application)
	not allows(project, entry.application.spec.destination, namespace)
	found := finding.at(entry.object, "/metadata/namespace", sprintf("AppProject \"%s\" of Application \"%s\" does not allow namespace \"%s\"", [
		project.metadata.name,
		entry.application.metadata.name,
		namespace,
	]))
}

allows(project, destination, namespace) if {
	some entry in objects.list_of(project.spec, "destinations")
	some field in ["server", "name"]
	argocd.matches(entry[field], destination[field])
	argocd.matches(object.get(entry, "namespace", ""), namespace)
}

cluster(destination) := object.get(destination, "server", object.get(destination, "name", "no cluster"))

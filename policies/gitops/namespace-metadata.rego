# METADATA
# title: managedNamespaceMetadata goes with CreateNamespace
# description: |
#   Argo CD sets the labels of managedNamespaceMetadata only on a namespace it creates: without CreateNamespace=true
#   the namespace keeps, for one, no Pod Security level.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#namespace-metadata
# custom:
#   severity: error
#   help: Add CreateNamespace=true, or put the labels on the Namespace in Git.
package rules.gitops["namespace-metadata"]

import data.lib.argocd
import data.lib.finding
import data.lib.objects

findings contains found if {
	some application in argocd.applications
	_ = application.spec.syncPolicy.managedNamespaceMetadata
	not "CreateNamespace=true" in object.get(application.spec, ["syncPolicy", "syncOptions"], [])
	found := finding.at(application, "/spec/syncPolicy/managedNamespaceMetadata", sprintf(
		"Application \"%s\" has managedNamespaceMetadata without CreateNamespace=true",
		[application.metadata.name],
	))
}

# A namespace that is in Git has its labels there: two places would have to agree.
findings contains found if {
	some application in argocd.applications
	_ = application.spec.syncPolicy.managedNamespaceMetadata
	"CreateNamespace=true" in object.get(application.spec, ["syncPolicy", "syncOptions"], [])
	some namespace in objects.of("Namespace")
	namespace.metadata.name == application.spec.destination.namespace
	some field in ["labels", "annotations"]
	some key, value in object.get(application.spec.syncPolicy.managedNamespaceMetadata, field, {})
	object.get(namespace.metadata, [field, key], "") != value
	found := finding.at(application, concat("/", ["/spec/syncPolicy/managedNamespaceMetadata", field]), sprintf(
		"Application \"%s\" sets %s of Namespace \"%s\" to \"%s\", which Git sets to \"%s\"",
		[application.metadata.name, key, namespace.metadata.name, value, object.get(namespace.metadata, [field, key], "")],
	))
}

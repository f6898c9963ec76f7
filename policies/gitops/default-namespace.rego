# METADATA
# title: Nothing lives in the namespace default
# description: >-
#   The namespace default is where everything ends up that says nothing. It has no level of Pod Security, no quota
#   and no policies of its own, and everybody shares it.
# related_resources:
#   - https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces
# custom:
#   severity: warning
#   help: >-
#     Name a namespace, and render it.
package rules.gitops["default-namespace"]

import data.lib.argocd
import data.lib.finding
import data.lib.objects

# What nobody says who deploys may be given a namespace by whoever does.
findings contains found if {
	some entry in argocd.deployed
	objects.namespace_of(entry.object) == "default"
	not is_kubernetes_own(entry.object)
	found := finding.at(entry.object, "/metadata/namespace", "lives in the namespace default")
}

is_kubernetes_own(manifest) if {
	manifest.metadata.name == "kubernetes"
	manifest.kind in {"Service", "Endpoints", "EndpointSlice"}
}

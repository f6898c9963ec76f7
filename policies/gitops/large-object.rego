# METADATA
# title: A large object is applied on the server
# description: |
#   A client-side apply keeps the whole object in an annotation, and annotations end at 262144 bytes: the sync fails
#   with "metadata.annotations: Too long".
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#server-side-apply
# custom:
#   severity: error
#   help: Add ServerSideApply=true to the Application's sync options, or to the object's annotation.
package rules.gitops["large-object"]

import data.lib.argocd
import data.lib.finding

limit := 262144

findings contains found if {
	some entry in argocd.deployed
	size := count(json.marshal(entry.object))
	size > limit
	options := argocd.options(entry.object, entry.application)
	not "ServerSideApply=true" in options
	not "Replace=true" in options
	found := finding.at(entry.object, "", sprintf("has %d bytes and Application \"%s\" applies it on the client", [size, entry.application.metadata.name]))
}

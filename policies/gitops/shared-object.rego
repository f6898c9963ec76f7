# METADATA
# title: An object belongs to one Application
# description: |
#   Two Applications that deploy one object fight over it: each marks it as its own, and the one that prunes last
#   deletes it.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#fail-the-sync-if-a-shared-resource-is-found
# custom:
#   severity: error
#   help: Leave it in one of them.
package rules.gitops["shared-object"]

import data.lib.argocd
import data.lib.finding

findings contains found if {
	some manifest in input.objects
	owners := {origin.application |
		some origin in input.origins[argocd.id(manifest)]
		origin.application != null
	}
	count(owners) > 1
	found := finding.at(manifest, "", sprintf("is deployed by the Applications %s", [concat(" and ", owners)]))
}

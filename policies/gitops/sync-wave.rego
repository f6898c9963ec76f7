# METADATA
# title: A sync wave is a number
# description: Argo CD takes a wave it cannot read for 0, and the order that it should have made is gone.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
# custom:
#   severity: error
#   help: Write a whole number in quotes, such as "-1".
package rules.gitops["sync-wave"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some manifest in input.objects
	wave := objects.annotations_of(manifest)["argocd.argoproj.io/sync-wave"]
	not is_whole(wave)
	found := finding.at(
		manifest,
		finding.pointer(["metadata", "annotations", "argocd.argoproj.io/sync-wave"]),
		sprintf("the sync wave \"%s\" is no whole number", [wave]),
	)
}

is_whole(wave) if {
	is_string(wave)
	regex.match(`^-?\d+$`, wave)
}

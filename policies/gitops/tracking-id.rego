# METADATA
# title: The tracking id stays out of Git
# description: |
#   Argo CD writes argocd.argoproj.io/tracking-id itself. In Git it is copied from a live object, and makes another
#   Application believe that the object is its own.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/
# custom:
#   severity: error
#   help: Remove the annotation.
package rules.gitops["tracking-id"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some manifest in input.objects
	id := objects.annotations_of(manifest)["argocd.argoproj.io/tracking-id"]
	found := finding.at(
		manifest,
		finding.pointer(["metadata", "annotations", "argocd.argoproj.io/tracking-id"]),
		sprintf("carries the tracking id \"%s\"", [id]),
	)
}

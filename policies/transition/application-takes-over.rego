# METADATA
# title: An object changes its Application in two steps
# description: |
#   Where an object moves from one Application to another, whichever syncs first decides: the old one may prune it
#   after the new one has applied it.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/
# custom:
#   severity: warning
#   help: >-
#     Annotate the object with argocd.argoproj.io/sync-options: Prune=false, sync the old Application, and move it
#     after that.
package rules.transition["application-takes-over"]

import data.lib.argocd
import data.lib.finding
import data.lib.steps

findings contains found if {
	some change in steps.changed
	from := change.applications.before
	is_string(from)
	to := change.applications.after
	is_string(to)
	from != to
	not "Prune=false" in argocd.own_options(change.before)
	found := finding.at(change.after, "", sprintf("moves from Application \"%s\" to \"%s\", and the first may prune it", [from, to]))
}

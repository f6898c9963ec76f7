# METADATA
# title: One change does not restart most of an environment
# description: |
#   A label, a base or an image that many workloads share restarts them all in the same minutes, when nothing is
#   there to catch a mistake.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#updating-a-deployment
# custom:
#   severity: warning
#   help: >-
#     Change one workload first (in one environment), or spread the change over several syncs.
package rules.transition["restart-most"]

import data.lib.finding
import data.lib.objects
import data.lib.steps

# Of two workloads both may well belong together.
fewest := 3

findings contains found if {
	restarted := {sprintf("%s %s", [change.after.kind, change.after.metadata.name]) | some change in steps.restarted}
	count(restarted) >= fewest
	total := count([manifest | some manifest in input.objects; objects.type_of(manifest) in steps.controllers])
	count(restarted) * 2 > total
	found := finding.everywhere(sprintf("%d of %d workloads restart with this one change: %s", [
		count(restarted),
		total,
		concat(", ", sort(restarted)),
	]))
}

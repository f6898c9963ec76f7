# METADATA
# title: A rollout keeps something running
# description: |
#   Recreate, and a maxUnavailable of everything, stop all pods of a workload before the first new one is ready.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy
# custom:
#   severity: warning
#   help: >-
#     Use RollingUpdate with a maxUnavailable below the number of replicas; where only one pod may hold the volume,
#     plan the interruption.
package rules.transition["rollout-at-once"]

import data.lib.finding
import data.lib.steps

findings contains found if {
	some change in steps.restarted
	some path, reason in at_once(change.after)
	found := finding.at(change.after, path, sprintf("the change of its pods stops all of %s \"%s\" at once: %s", [
		change.after.kind,
		change.after.metadata.name,
		reason,
	]))
}

at_once(manifest) := {"/spec/strategy/type": "strategy Recreate"} if {
	manifest.spec.strategy.type == "Recreate"
} else := {path: sprintf("maxUnavailable %v of %v", [limit, object.get(manifest.spec, "replicas", "all")])} if {
	some path, field in {"/spec/strategy/rollingUpdate/maxUnavailable": "strategy", "/spec/updateStrategy/rollingUpdate/maxUnavailable": "updateStrategy"}
	limit := manifest.spec[field].rollingUpdate.maxUnavailable
	is_all(limit, manifest.spec)
}

is_all("100%", _)

is_all(limit, spec) if {
	is_number(limit)
	spec.replicas > 1
	limit >= spec.replicas
}

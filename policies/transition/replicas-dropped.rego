# METADATA
# title: Replicas are handed over without a fall to one
# description: |
#   Where spec.replicas leaves Git, so that an autoscaler may set it, the next sync removes the field and the API
#   server makes it 1 until the autoscaler acts.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling
# custom:
#   severity: warning
#   help: >-
#     Remove it from the last applied state first: kubectl apply edit-last-applied with client-side apply, or have the
#     autoscaler own the field with server-side apply before it leaves Git.
package rules.transition["replicas-dropped"]

import data.lib.finding
import data.lib.objects
import data.lib.steps

findings contains found if {
	some change in steps.changed
	change.type in steps.controllers
	change.before.spec.replicas > 1
	not "replicas" in objects.keys_of(change.after.spec)
	found := finding.at(change.after, "/spec", sprintf("no longer says replicas: %d: the sync%s scales it to 1", [
		change.before.spec.replicas,
		steps.by(change),
	]))
}

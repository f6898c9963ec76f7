# METADATA
# title: A bare Pod keeps its spec
# description: |
#   Of a Pod the API server takes another image, a shorter activeDeadlineSeconds and more tolerations, and nothing
#   else.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement
# custom:
#   severity: error
#   help: >-
#     Let a Deployment or a Job make the Pod, or give it a new name.
package rules.transition["pod-immutable"]

import data.lib.objects
import data.lib.steps

mutable := {"containers", "initContainers", "ephemeralContainers", "tolerations", "activeDeadlineSeconds", "schedulingGates"}

findings contains found if {
	some change in pods
	some field in (objects.keys_of(object.union(change.before.spec, change.after.spec)) - mutable)
	steps.differs(change, ["spec", field], null)
	found := steps.refused(change, ["spec", field], null)
}

findings contains found if {
	some change in pods
	some field in ["containers", "initContainers"]
	without_images(change.before.spec, field) != without_images(change.after.spec, field)
	found := steps.refused_unseen(change, ["spec", field])
}

pods := [change | some change in steps.changed; change.type == "Pod"]

without_images(spec, field) := [object.remove(container, ["image"]) | some container in objects.list_of(spec, field)]

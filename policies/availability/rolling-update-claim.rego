# METADATA
# title: An update does not wait for its own volume
# description: >-
#   A Deployment that rolls starts the new pod before the old one ends. A ReadWriteOnce volume is attached to the
#   node of the old one: on another node the new pod waits for ever.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
# custom:
#   severity: warning
#   help: >-
#     Set strategy.type to Recreate, or rollingUpdate.maxSurge to 0.
package rules.availability["rolling-update-claim"]

import data.lib.finding
import data.lib.objects
import data.lib.workloads

findings contains found if {
	some pod in workloads.all
	pod.type == "apps/Deployment"
	object.get(pod.object.spec, "replicas", 1) > 0
	object.get(pod.object.spec, ["strategy", "type"], "RollingUpdate") == "RollingUpdate"
	not object.get(pod.object.spec, ["strategy", "rollingUpdate", "maxSurge"], 1) in {0, "0%"}
	some volume in objects.list_of(pod.spec, "volumes")
	name := volume.persistentVolumeClaim.claimName
	some claim in objects.named("PersistentVolumeClaim", pod.namespace, name)
	count(claim.spec.accessModes) > 0
	every mode in claim.spec.accessModes { mode in {"ReadWriteOnce", "ReadWriteOncePod"} }
	found := finding.at(pod.object, "/spec/strategy", sprintf(
		"starts a new pod before the old one lets go of claim \"%s\", which one node at a time mounts",
		[name],
	))
}

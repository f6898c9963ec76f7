# METADATA
# title: A claim fits the pods that mount it
# description: |
#   A ReadWriteOnce volume is attached to one node, so a second replica elsewhere never starts; ReadWriteOncePod
#   takes one pod.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
# custom:
#   severity: error
#   help: >-
#     Use ReadWriteMany with a storage class that has it, one replica with strategy Recreate, or a StatefulSet with
#     volumeClaimTemplates.
package rules.references["claim-unshared"]

import data.lib.autoscalers
import data.lib.finding
import data.lib.objects
import data.lib.pod_references

findings contains found if {
	some reference in pod_references.references
	reference.kind == "PersistentVolumeClaim"
	some claim in objects.named("PersistentVolumeClaim", reference.pod.namespace, reference.name)
	modes := {mode | some mode in objects.list_of(claim.spec, "accessModes")}
	count(modes & {"ReadWriteMany", "ReadOnlyMany"}) == 0
	replicas := most_replicas(reference.pod.object)
	replicas > 1
	found := finding.at(reference.pod.object, reference.path, sprintf(
		"up to %d pods mount PersistentVolumeClaim \"%s\", which is %s",
		[replicas, reference.name, concat(", ", modes)],
	))
}

# How many pods an object may run at once.
most_replicas(manifest) := max({declared(manifest)} | {autoscaler.max |
	some autoscaler in autoscalers.horizontal
	autoscalers.targets(autoscaler, manifest)
})

declared(manifest) := object.get(manifest, ["spec", "replicas"], 1) if manifest.kind in {"Deployment", "StatefulSet", "ReplicaSet"}

declared(manifest) := 1 if not manifest.kind in {"Deployment", "StatefulSet", "ReplicaSet"}

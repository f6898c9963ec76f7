# METADATA
# title: A key goes after its last reader
# description: |
#   A pod that reads a key which is not there does not start: during a rollout that is every old pod that restarts,
#   and any new pod that still reads it.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/#restrictions
# custom:
#   severity: error
#   help: >-
#     Remove the reference first, and the key in a later change, when the rollout is through. A Kustomize generator
#     avoids this: its new name leaves the old pods their old data.
package rules.transition["key-removed"]

import data.lib.finding
import data.lib.objects
import data.lib.pod_references
import data.lib.steps

findings contains found if {
	some change in steps.changed
	kind := {"ConfigMap": "ConfigMap", "Secret": "Secret", "external-secrets.io/ExternalSecret": "Secret"}[change.type]
	some key in (keys(change.before) - keys(change.after))
	readers := readers_before(kind, target(change.before), objects.namespace_of(change.before), key)
	count(readers) > 0
	found := finding.at(change.after, "", sprintf("key \"%s\" goes while pods of %s that run now read it: such a pod does not start again", [
		key,
		concat(", ", sort(readers)),
	]))
}

keys(manifest) := {key | some field in ["data", "binaryData", "stringData"]; some key, _ in manifest[field]} if manifest.kind in {"ConfigMap", "Secret"}

keys(manifest) := {entry.secretKey | some entry in objects.list_of(manifest.spec, "data")} if manifest.kind == "ExternalSecret"

# The Secret that an ExternalSecret makes may have a name of its own.
target(manifest) := object.get(manifest, ["spec", "target", "name"], manifest.metadata.name)

readers_before(kind, name, namespace, key) := {sprintf("%s %s", [reference.pod.object.kind, reference.pod.object.metadata.name]) |
	some reference in references_before
	reference.kind == kind
	reference.name == name
	reference.key == key
	not reference.optional
	reference.pod.namespace == namespace
}

references_before := references if {
	# The library reads the objects after the step; here those before it count.
	# regal ignore:with-outside-test-context
	references := pod_references.references with input.objects as input.before
}

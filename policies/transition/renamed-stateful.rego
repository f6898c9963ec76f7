# METADATA
# title: What holds data keeps its name
# description: |
#   To Kubernetes an object under another name or in another namespace is another object: the new one starts empty,
#   and the old one is pruned with its data.
# related_resources:
#   - https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
# custom:
#   severity: error
#   help: >-
#     Keep the name. Where it must change: add the new object beside the old one, copy the data (a restore from backup
#     does), move the clients, and remove the old one in a later change.
package rules.transition["renamed-stateful"]

import data.lib.finding
import data.lib.objects
import data.lib.steps

findings contains found if {
	some gone in steps.pruned
	gone.type in {"apps/StatefulSet", "PersistentVolumeClaim"}
	some come in steps.added
	come.type == gone.type
	is_alike(gone.before, come.after)
	found := finding.at(come.after, "/metadata/name", sprintf("was %s and is %s now: a new, empty %s%s", [
		full_name(gone.before),
		full_name(come.after),
		come.after.kind,
		fate(gone),
	]))
}

# Renamed in place, or moved to another namespace.
is_alike(was, is) if was.spec == is.spec

is_alike(was, is) if was.metadata.name == is.metadata.name

# Renamed with its labels.
is_alike(was, is) if {
	was.kind == "StatefulSet"
	images(was) == images(is)
}

images(manifest) := [container.image | some container in manifest.spec.template.spec.containers]

fate(gone) := sprintf(", and the sync%s deletes the old one", [steps.by(gone)]) if steps.deletes(gone)

fate(gone) := ", and the old one stays behind" if not steps.deletes(gone)

full_name(manifest) := concat("/", [objects.namespace_of(manifest), manifest.metadata.name])

# METADATA
# title: Steps
# description: |
#   What a change does to the objects of one environment. input.changes holds {kind: added|changed|pruned, type, before, after,
#   applications: {before, after}}, paired by group, kind, namespace and name, with the hashes of generated names left out of the
#   pairing; input.objects are the objects after the step, input.before those before it.
package lib.steps

import data.lib.argocd
import data.lib.finding
import data.lib.objects

# METADATA
# description: Objects that are there before and after, and differ.
changed := [change | some change in input.changes; change.kind == "changed"]

# METADATA
# description: Objects that leave Git.
pruned := [change | some change in input.changes; change.kind == "pruned"]

# METADATA
# description: Objects that come into Git.
added := [change | some change in input.changes; change.kind == "added"]

# METADATA
# description: The kinds whose controller replaces running pods when the template changes.
controllers := {"apps/Deployment", "apps/StatefulSet", "apps/DaemonSet"}

# METADATA
# description: Workloads whose pods are replaced by the step.
restarted := [change |
	some change in changed
	change.type in controllers
	change.before.spec.template != change.after.spec.template
	object.get(change.after, ["spec", "updateStrategy", "type"], "") != "OnDelete"
	object.get(change.after.spec, "paused", false) == false
]

# METADATA
# description: Whether a field differs; otherwise is what a missing one stands for.
differs(change, segments, otherwise) if {
	object.get(change.before, segments, otherwise) != object.get(change.after, segments, otherwise)
}

# METADATA
# description: |
#   The finding for a field that the API server refuses to change. With Force=true Argo CD deletes the object and makes it anew: then nothing is refused.
refused(change, segments, otherwise) := result if {
	not is_forced(change)
	result := finding.at(change.after, finding.pointer(segments), sprintf("%s changes from %s to %s: the API server refuses that, and the sync%s fails", [
		concat(".", segments),
		shown(object.get(change.before, segments, otherwise)),
		shown(object.get(change.after, segments, otherwise)),
		by(change),
	]))
}

# METADATA
# description: As refused, for values that are long or not for everybody's eyes.
refused_unseen(change, segments) := result if {
	not is_forced(change)
	result := finding.at(change.after, finding.pointer(segments), sprintf("%s changes: the API server refuses that, and the sync%s fails", [
		concat(".", segments),
		by(change),
	]))
}

is_forced(change) if "Force=true" in argocd.own_options(change.after)

# METADATA
# scope: document
# description: |
#   Whether Argo CD deletes what has left Git, or what an Application deployed that has left it. Where it is not known who deploys it, it does.
deletes(change) if {
	not application_leaves(change)
	count({"Prune=false", "Prune=confirm"} & argocd.own_options(change.before)) == 0
	not is_kept(change)
}

deletes(change) if {
	count({"Delete=false", "Delete=confirm"} & argocd.own_options(change.before)) == 0
	some gone in pruned
	is_application_of(gone, change)
	some finalizer in objects.list_of(gone.before.metadata, "finalizers")
	contains(finalizer, "resources-finalizer.argocd.argoproj.io")
}

application_leaves(change) if {
	some gone in pruned
	is_application_of(gone, change)
}

is_application_of(gone, change) if {
	gone.type == "argoproj.io/Application"
	gone.before.metadata.name == change.applications.before
}

is_kept(change) if {
	some application in argocd.applications
	application.metadata.name == change.applications.before
	not prunes(application)
}

prunes(application) if {
	application.spec.syncPolicy.automated.prune == true
	not "Prune=false" in {option | some option in object.get(application, ["spec", "syncPolicy", "syncOptions"], [])}
}

# METADATA
# description: The words for the Application that does it; nothing where it is not known.
by(change) := sprintf(" of Application \"%s\"", [name]) if {
	name := [application | some side in ["after", "before"]; application := change.applications[side]; is_string(application)][0]
} else := ""

# METADATA
# scope: document
# description: A value in a message, cut where it is long.
shown(null) := "nothing"

shown(value) := value if {
	is_string(value)
	value != ""
}

shown("") := "nothing"

shown(value) := substring(json.marshal(value), 0, 120) if {
	not is_string(value)
	not is_null(value)
}

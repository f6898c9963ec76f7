# METADATA
# title: A step between two states, for the tests of rules
# description: A case lists the objects before and after; what pairs them in earnest is TypeScript.
package lib.step_fixture_test

import data.lib.objects

input_of(case) := {
	"environment": "staging",
	"versions": {"kubernetes": "1.36", "argocd": "3.5"},
	"objects": case.after,
	"before": case.before,
	"changes": [change |
		some key in objects.keys_of(object.union(by_key(case.before), by_key(case.after)))
		change := change_of(by_key(case.before), by_key(case.after), key, object.get(case, "applications", {"before": null, "after": null}))
	],
}

by_key(list) := {key_of(manifest): manifest | some manifest in list}

key_of(manifest) := concat("/", [objects.type_of(manifest), objects.namespace_of(manifest), manifest.metadata.name])

change_of(before, after, key, _) := {"kind": "added", "type": objects.type_of(after[key]), "after": after[key], "applications": {"before": null, "after": null}} if {
	not before[key]
}

change_of(before, after, key, applications) := {
	"kind": "pruned",
	"type": objects.type_of(before[key]),
	"before": before[key],
	"applications": {"before": applications.before, "after": null},
} if {
	not after[key]
}

change_of(before, after, key, applications) := {
	"kind": "changed",
	"type": objects.type_of(after[key]),
	"before": before[key],
	"after": after[key],
	"applications": applications,
} if {
	object.union(before[key], after[key]) != {}
}

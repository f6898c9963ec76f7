# METADATA
# title: One writer for a Secret
# description: >-
#   A Secret in Git that an operator writes too changes back and forth: Argo CD and the operator undo each other.
# custom:
#   severity: error
#   help: >-
#     Remove the Secret from Git, or give the object that makes it another name.
package rules.references["secret-two-writers"]

import data.lib.finding
import data.lib.objects
import data.lib.secrets

findings contains found if {
	some manifest in objects.of("Secret")
	makers := [source.object |
		some source in secrets.of(objects.namespace_of(manifest), manifest.metadata.name)
		source.object.kind != "Secret"
		object.get(source.object, ["spec", "target", "creationPolicy"], "Owner") in {"Owner", "Orphan"}
	]
	count(makers) > 0
	found := finding.at(manifest, "/metadata/name", sprintf("%s \"%s\" writes this Secret too", [makers[0].kind, makers[0].metadata.name]))
}

# METADATA
# title: Every key of a Secret is read
# description: A key that an ExternalSecret fetches and no pod reads is a credential spread for nothing.
# related_resources:
#   - https://external-secrets.io/latest/api/externalsecret/
# custom:
#   severity: warning
#   help: Remove the key, or correct the pod that should read it.
package rules.references["unused-secret-key"]

import data.lib.finding
import data.lib.objects
import data.lib.pod_references

findings contains found if {
	some manifest in objects.of("external-secrets.io/ExternalSecret")
	namespace := objects.namespace_of(manifest)
	name := object.get(manifest, ["spec", "target", "name"], manifest.metadata.name)
	readers := [reference |
		some reference in pod_references.references
		reference.kind == "Secret"
		reference.name == name
		reference.pod.namespace == namespace
	]
	count(readers) > 0
	read := {reference.key | some reference in readers}
	not "" in read
	not manifest.spec.target.template
	some i, entry in objects.list_of(manifest.spec, "data")
	not entry.secretKey in read
	found := finding.at(manifest, sprintf("/spec/data/%d/secretKey", [i]), sprintf("no pod reads key \"%s\" of Secret \"%s\"", [entry.secretKey, name]))
}

# METADATA
# title: An ExternalSecret's store is there and admits it
# description: |
#   Without its store or generator an ExternalSecret never becomes a Secret; a ClusterSecretStore with conditions
#   serves only the namespaces it names.
# related_resources:
#   - https://external-secrets.io/latest/api/externalsecret/
# custom:
#   severity: error
#   help: Correct secretStoreRef, render the store, or let its conditions admit the namespace.
package rules.references["external-secret-store"]

import data.lib.finding
import data.lib.labels
import data.lib.objects
import data.lib.platform

findings contains found if {
	some manifest in objects.of("external-secrets.io/ExternalSecret")
	some reference in store_references(manifest)
	kind := object.get(reference.value, "kind", "SecretStore")
	namespace := {"SecretStore": objects.namespace_of(manifest), "ClusterSecretStore": ""}[kind]
	is_known(kind)
	not platform.exists(concat("/", ["external-secrets.io", kind]), namespace, reference.value.name)
	found := finding.at(manifest, reference.path, sprintf("there is no %s \"%s\"", [kind, reference.value.name]))
}

findings contains found if {
	some manifest in objects.of("external-secrets.io/ExternalSecret")
	some reference in store_references(manifest)
	reference.value.kind == "ClusterSecretStore"
	some store in objects.named("external-secrets.io/ClusterSecretStore", "", reference.value.name)
	conditions := objects.list_of(store.spec, "conditions")
	count(conditions) > 0
	namespace := objects.namespace_of(manifest)
	every condition in conditions { not admits(condition, namespace) }
	found := finding.at(manifest, reference.path, sprintf("ClusterSecretStore \"%s\" does not admit namespace \"%s\"", [store.metadata.name, namespace]))
}

findings contains found if {
	some manifest in objects.of("external-secrets.io/ExternalSecret")
	some i, entry in objects.list_of(manifest.spec, "dataFrom")
	reference := entry.sourceRef.generatorRef
	namespace := {true: "", false: objects.namespace_of(manifest)}[reference.kind == "ClusterGenerator"]
	not platform.exists(concat("/", ["generators.external-secrets.io", reference.kind]), namespace, reference.name)
	found := finding.at(manifest, sprintf("/spec/dataFrom/%d/sourceRef/generatorRef", [i]), sprintf("there is no %s \"%s\"", [reference.kind, reference.name]))
}

is_known(kind) if kind != "ClusterSecretStore"

is_known(kind) if platform.knows(concat("/", ["external-secrets.io", kind]))

# The store of all entries, and those that single entries name.
store_references(manifest) := array.concat(
	[{"value": manifest.spec.secretStoreRef, "path": "/spec/secretStoreRef"} | manifest.spec.secretStoreRef.name],
	[{"value": entry.sourceRef.storeRef, "path": sprintf("/spec/%s/%d/sourceRef/storeRef", [field, i])} |
		some field in ["data", "dataFrom"]
		some i, entry in objects.list_of(manifest.spec, field)
		entry.sourceRef.storeRef.name
	],
)

admits(condition, namespace) if namespace in objects.list_of(condition, "namespaces")

admits(condition, namespace) if labels.matches(condition.namespaceSelector, platform.namespace_labels(namespace))

admits(condition, namespace) if {
	some pattern in objects.list_of(condition, "namespaceRegexes")
	regex.match(pattern, namespace)
}

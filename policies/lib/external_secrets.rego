# METADATA
# title: Where ExternalSecrets read
# description: The stores and generators that an ExternalSecret names.
package lib.external_secrets

import data.lib.objects

# METADATA
# description: |
#   The stores of an ExternalSecret, {value, path (JSON pointer)}: that of all entries, and those that single entries name.
store_references(manifest) := array.concat(
	[{"value": manifest.spec.secretStoreRef, "path": "/spec/secretStoreRef"} | manifest.spec.secretStoreRef.name],
	[{"value": entry.sourceRef.storeRef, "path": sprintf("/spec/%s/%d/sourceRef/storeRef", [field, i])} |
		some field in ["data", "dataFrom"]
		some i, entry in objects.list_of(manifest.spec, field)
		entry.sourceRef.storeRef.name
	],
)

# METADATA
# description: Where the store of a reference is; "" for one of the whole cluster.
namespace_of_store(manifest, reference) := namespaces[object.get(reference.value, "kind", "SecretStore")] if {
	namespaces := {"SecretStore": objects.namespace_of(manifest), "ClusterSecretStore": ""}
}

# METADATA
# description: |
#   The generators of an ExternalSecret, {value, path (JSON pointer), namespace ("" for one of the whole cluster)}.
generator_references(manifest) := [reference |
	some i, entry in objects.list_of(manifest.spec, "dataFrom")
	value := entry.sourceRef.generatorRef
	reference := {
		"value": value,
		"path": sprintf("/spec/dataFrom/%d/sourceRef/generatorRef", [i]),
		"namespace": {true: "", false: objects.namespace_of(manifest)}[value.kind == "ClusterGenerator"],
	}
]

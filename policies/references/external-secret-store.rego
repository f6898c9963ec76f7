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

import data.lib.external_secrets
import data.lib.finding
import data.lib.labels
import data.lib.objects
import data.lib.platform

findings contains found if {
	some manifest in objects.of("external-secrets.io/ExternalSecret")
	some reference in external_secrets.store_references(manifest)
	kind := object.get(reference.value, "kind", "SecretStore")
	is_known(kind)
	namespace := external_secrets.namespace_of_store(manifest, reference)
	not platform.exists(concat("/", ["external-secrets.io", kind]), namespace, reference.value.name)
	found := finding.at(manifest, reference.path, sprintf("there is no %s \"%s\"", [kind, reference.value.name]))
}

findings contains found if {
	some manifest in objects.of("external-secrets.io/ExternalSecret")
	some reference in external_secrets.store_references(manifest)
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
	some reference in external_secrets.generator_references(manifest)
	type := concat("/", ["generators.external-secrets.io", reference.value.kind])
	not platform.exists(type, reference.namespace, reference.value.name)
	found := finding.at(manifest, reference.path, sprintf("there is no %s \"%s\"", [reference.value.kind, reference.value.name]))
}

is_known(kind) if kind != "ClusterSecretStore"

is_known(kind) if platform.knows(concat("/", ["external-secrets.io", kind]))

admits(condition, namespace) if namespace in objects.list_of(condition, "namespaces")

admits(condition, namespace) if labels.matches(condition.namespaceSelector, platform.namespace_labels(namespace))

admits(condition, namespace) if {
	some pattern in objects.list_of(condition, "namespaceRegexes")
	regex.match(pattern, namespace)
}

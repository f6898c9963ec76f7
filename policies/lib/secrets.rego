# METADATA
# title: Where Secrets come from
# description: A Secret may be rendered, made by an operator from a rendered object, or declared in policies/data/platform.yaml.
package lib.secrets

import data.lib.objects
import data.lib.platform

# METADATA
# description: |
#   Every Secret that will be there: {namespace, name, keys (a set, or null where nobody can know), object (absent when declared)}.
sources := rendered | declared

# METADATA
# description: The sources of one Secret.
of(namespace, name) := [source |
	some source in sources
	source.name == name
	source.namespace in {namespace, "*"}
]

# METADATA
# description: Whether a Secret is known to have no such key.
lacks(namespace, name, key) if {
	found := of(namespace, name)
	count(found) > 0
	every source in found { known_without(source, key) }
}

known_without(source, key) if {
	source.keys != null
	not key in source.keys
}

rendered contains made(manifest, manifest.metadata.name, keys) if {
	some manifest in objects.of("Secret")
	keys := objects.keys_of(objects.map_of(manifest, "data")) | objects.keys_of(objects.map_of(manifest, "stringData"))
}

rendered contains made(manifest, target, external_keys(manifest)) if {
	some manifest in objects.of("external-secrets.io/ExternalSecret")
	target := object.get(manifest, ["spec", "target", "name"], manifest.metadata.name)
}

rendered contains made(manifest, manifest.metadata.name, objects.keys_of(manifest.spec.encryptedData)) if {
	some manifest in objects.of("bitnami.com/SealedSecret")
}

rendered contains made(manifest, manifest.spec.secretName, certificate_keys(manifest)) if {
	some manifest in objects.of("cert-manager.io/Certificate")
}

rendered contains made(manifest, tls.secretName, certificate_keys({"spec": {}})) if {
	some manifest in objects.of("networking.k8s.io/Ingress")
	some annotation in ["cert-manager.io/cluster-issuer", "cert-manager.io/issuer"]
	_ = objects.annotations_of(manifest)[annotation]
	some tls in objects.list_of(manifest.spec, "tls")
}

made(manifest, name, keys) := {"namespace": objects.namespace_of(manifest), "name": name, "keys": keys, "object": manifest}

# A keystore adds files of its own.
certificate_keys(certificate) := {"tls.crt", "tls.key", "ca.crt"} if not certificate.spec.keystores

certificate_keys(certificate) := null if certificate.spec.keystores

# A template decides the keys; dataFrom brings keys that only the store knows.
external_keys(manifest) := objects.keys_of(manifest.spec.target.template.data) if {
	is_object(manifest.spec.target.template.data)
	object.get(manifest, ["spec", "target", "template", "mergePolicy"], "Replace") == "Replace"
} else := {entry.secretKey | some entry in objects.list_of(manifest.spec, "data")} if {
	count(objects.list_of(manifest.spec, "dataFrom")) == 0
} else := {"password"} if {
	every entry in manifest.spec.dataFrom { is_password(manifest, entry) }
	count(objects.list_of(manifest.spec, "data")) == 0
} else := null

# The Password generator makes one key. https://external-secrets.io/latest/api/generator/password/
is_password(manifest, entry) if {
	entry.sourceRef.generatorRef.kind == "Password"
	count(objects.list_of(entry, "rewrite")) == 0
	some generator in objects.named(
		"generators.external-secrets.io/Password",
		objects.namespace_of(manifest),
		entry.sourceRef.generatorRef.name,
	)
	count(objects.list_of(generator.spec, "secretKeys")) == 0
}

declared contains {"namespace": object.get(entry, "namespace", "*"), "name": entry.name, "keys": declared_keys(entry)} if {
	some entry in platform.provided("Secret")
}

declared_keys(entry) := {key | some key in entry.keys}

declared_keys(entry) := null if not entry.keys

# METADATA
# title: Nothing is there for nobody
# description: |
#   A ConfigMap, Secret or volume claim that no pod and no other object names is a leftover, or the name that should
#   have pointed at it is wrong.
# custom:
#   severity: warning
#   help: >-
#     Remove it, correct the reference, or declare who reads it in policies/data/platform.yaml under consumed.
package rules.references.unused

import data.lib.finding
import data.lib.objects
import data.lib.platform

types := {"ConfigMap", "Secret", "PersistentVolumeClaim", "external-secrets.io/ExternalSecret", "bitnami.com/SealedSecret"}

findings contains found if {
	not platform.has_unseen_charts
	some type in types
	some manifest in objects.of(type)
	not mentioned[made(manifest)]
	not is_consumed(manifest)
	found := finding.at(manifest, "", sprintf("nothing uses %s \"%s\"", [manifest.kind, made(manifest)]))
}

# The name by which others know what the object makes.
made(manifest) := object.get(manifest, ["spec", "target", "name"], manifest.metadata.name)

# Every text of every object, but what an object says of itself: whatever kind points at a name, it is written somewhere.
mentioned contains value if {
	some manifest in input.objects
	not manifest.kind in {"CustomResourceDefinition", "ConfigMap"}
	walk(manifest, [path, value])
	is_string(value)
	not says_itself(path)
}

says_itself(["metadata", "name"])

says_itself(["spec", "target", "name"])

# Read by label, or by a chart whose values name it.
is_consumed(manifest) if {
	some found in [objects.labels_of(manifest), object.get(manifest, ["spec", "target", "template", "metadata", "labels"], {})]
	some label, value in found
	some wanted in [label, concat("=", [label, value])]
	wanted in data.params.platform.read_by_label
}

is_consumed(manifest) if {
	some entry in data.params.platform.consumed
	entry.name == made(manifest)
	entry.namespace == objects.namespace_of(manifest)
}

# A token that Kubernetes fills, a node's bootstrap token.
is_consumed(manifest) if manifest.type in {"kubernetes.io/service-account-token", "bootstrap.kubernetes.io/token"}

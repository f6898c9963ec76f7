# METADATA
# title: What is there without being rendered
# description: |
#   What the cluster and the charts provide (policies/data/platform.yaml), and whether a name is rendered or provided.
package lib.platform

import data.lib.labels
import data.lib.objects

# METADATA
# description: The declared objects of a kind.
provided(kind) := objects.list_of(data.params.platform.provided, kind)

# METADATA
# scope: document
# description: |
#   Whether an object is rendered or provided. A declaration without a namespace counts in every namespace.
exists(type, namespace, name) if rendered[type][namespace][name]

exists(type, namespace, name) if {
	some entry in provided(kind_of(type))
	entry.name == name
	object.get(entry, "namespace", namespace) == namespace
}

# METADATA
# scope: document
# description: Whether anything is known of the objects of a cluster-wide type; else one that is not found may well be there.
knows(type) if count(provided(kind_of(type))) > 0

knows(type) if count(objects.of(type)) > 0

# METADATA
# description: The names of the rendered objects, by type and namespace ("" for cluster-scoped ones).
rendered[type][namespace] contains manifest.metadata.name if {
	some manifest in input.objects
	type := objects.type_of(manifest)
	namespace := objects.namespace_of(manifest)
}

kind_of(type) := segments[count(segments) - 1] if segments := split(type, "/")

# METADATA
# description: Whether a label selector takes pods of a chart or of the cluster that run in a namespace.
provides_pods(namespace, selector) if {
	some pod in provided("Pod")
	pod.namespace == namespace
	labels.matches(selector, pod.labels)
}

# METADATA
# description: |
#   Whether somebody else puts pods into a namespace that nobody declared: nothing can be said of what is not there.
is_unknown(namespace) if {
	namespace != ""
	not namespace in occupied
}

# Namespaces that hold something rendered, or that are declared with their pods.
occupied contains objects.namespace_of(manifest) if some manifest in input.objects

occupied contains pod.namespace if some pod in provided("Pod")

# METADATA
# description: The labels of a namespace; Kubernetes itself sets kubernetes.io/metadata.name.
namespace_labels(name) := object.union(declared_labels(name), {"kubernetes.io/metadata.name": name})

declared_labels(name) := found[0] if {
	found := [objects.labels_of(manifest) |
		some manifest in objects.of("Namespace")
		manifest.metadata.name == name
	]
	count(found) > 0
} else := {}

# METADATA
# description: |
#   Whether charts that nobody renders here bring pods, Services and roles of their own (Flux's HelmRelease, the HelmChart of k3s):
#   then nothing follows from what is not seen. What the charts of Argo CD Applications bring is declared in policies/data/platform.yaml.
has_unseen_charts if {
	some type in ["helm.toolkit.fluxcd.io/HelmRelease", "helm.cattle.io/HelmChart"]
	count(objects.of(type)) > 0
}

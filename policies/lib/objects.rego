# METADATA
# title: Objects by type
# description: |
#   A type is written "<API group>/<Kind>", and just "<Kind>" for the core group, whatever the version: "apps/Deployment", "Service".
package lib.objects

# METADATA
# description: All objects of a type, in the order of the input; an empty list when there are none.
of(type) := object.get(by_type, type, [])

# METADATA
# description: The objects of a type in one namespace.
in_namespace(type, namespace) := [input.objects[i] | some i in places[type][namespace]]

# METADATA
# description: The objects of a type with this name; there is more than one only by mistake.
named(type, namespace, name) := [input.objects[i] | some i in places_of_names[type][namespace][name]]

# METADATA
# description: The namespace of an object; "" for one that has none.
namespace_of(manifest) := object.get(manifest.metadata, "namespace", "")

# METADATA
# description: The labels, {} when absent.
labels_of(manifest) := map_of(manifest.metadata, "labels")

# METADATA
# description: The annotations, {} when absent.
annotations_of(manifest) := map_of(manifest.metadata, "annotations")

# METADATA
# description: A field that holds a map; {} when it is absent or null.
map_of(parent, field) := value if {
	value := parent[field]
	is_object(value)
} else := {}

# METADATA
# description: A field that holds a list; [] when it is absent or null.
list_of(parent, field) := value if {
	value := parent[field]
	is_array(value)
} else := []

# METADATA
# description: The type of an object.
type_of(manifest) := concat("/", [split(manifest.apiVersion, "/")[0], manifest.kind]) if {
	contains(manifest.apiVersion, "/")
} else := manifest.kind

types := [type_of(manifest) | some manifest in input.objects]

# Where objects stand in the input: looking through all of a type for each mention of one would take minutes of thousands.
places[type][namespace] contains i if {
	some i, type in types
	namespace := namespace_of(input.objects[i])
}

places_of_names[type][namespace][name] contains i if {
	some i, type in types
	namespace := namespace_of(input.objects[i])
	name := input.objects[i].metadata.name
}

by_type[type] := manifests if {
	some type in {type | some type in types}
	manifests := [manifest | some i, manifest in input.objects; types[i] == type]
}

# METADATA
# description: The keys of a map as a set; object.keys itself does not exist in the WASM runtime.
keys_of(map) := {key | some key, _ in map}

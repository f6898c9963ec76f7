# METADATA
# title: Pod templates
# description: |
#   Finds what policies/data/workloads.yaml points at in an object. A pointer may hold one *, each item of a list or map.
package lib.pod_templates

import data.lib.finding
import data.lib.objects

# METADATA
# description: |
#   What an object keeps at a place of its kind: {path (JSON pointer of the pod's spec), metadata_path, spec, metadata, item (the key
#   that * stands for, "" without one), place}.
of(manifest, place) := array.concat(whole(manifest, place), among_others(manifest, place))

whole(manifest, place) := [template |
	some each in items(manifest, place.template)
	is_object(each.value.spec)
	path := finding.pointer(each.segments)
	template := {
		"path": concat("", [path, "/spec"]),
		"metadata_path": concat("", [path, "/metadata"]),
		"spec": each.value.spec,
		"metadata": objects.map_of(each.value, "metadata"),
		"item": each.item,
		"place": place,
	}
]

among_others(manifest, place) := [template |
	some each in items(manifest, place.spec)
	runs_containers(each.value, place)
	path := finding.pointer(each.segments)
	template := {
		"path": path,
		"metadata_path": concat("", [path, "/metadata"]),
		"spec": object.union(inherited(manifest, place), each.value),
		"metadata": objects.map_of(each.value, "metadata"),
		"item": each.item,
		"place": place,
	}
]

inherited(manifest, place) := value if {
	value := object.get(manifest, segments(place.inherits), {})
	is_object(value)
} else := {}

# The step of a workflow that only calls others is no pod.
runs_containers(spec, _) if count(objects.list_of(spec, "containers")) > 0

runs_containers(spec, place) if {
	some field in ["containers", "resources"]
	some pointer in place[field]
	object.get(spec, segments(pointer), null) != null
}

# METADATA
# description: The objects at a pointer, {segments, value, item}.
items(manifest, pointer) := [each |
	[before, after] := [segments(part) | some part in split(pointer, "/*")]
	some key, item in object.get(manifest, before, [])
	each := {"segments": array.concat(array.concat(before, [key]), after), "value": object.get(item, after, null), "item": key}
	is_object(each.value)
] if {
	contains(pointer, "*")
} else := [each |
	each := {"segments": segments(pointer), "value": object.get(manifest, segments(pointer), null), "item": ""}
	is_object(each.value)
]

# METADATA
# description: What stands at another pointer of the place of a pod, where * is the pod's own item.
said(pod, pointer, otherwise) := object.get(pod.object, [meant(pod, segment) | some segment in segments(pointer)], otherwise)

meant(pod, "*") := pod.item

meant(_, segment) := segment if segment != "*"

# METADATA
# description: The reference tokens of a JSON pointer.
segments(pointer) := [unescaped |
	some i, segment in split(pointer, "/")
	i > 0
	unescaped := replace(replace(segment, "~1", "/"), "~0", "~")
]

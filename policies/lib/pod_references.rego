# METADATA
# title: What pods point at
# description: Every ConfigMap, Secret and volume claim that a pod names, in one shape.
package lib.pod_references

import data.lib.objects
import data.lib.workloads

# METADATA
# description: |
#   Each reference: {kind, name, key ("" for the whole object), optional, pod, path (JSON pointer of the reference)}.
references := array.concat(of_containers, of_volumes)

of_containers := [entry |
	some container in workloads.containers
	some reference in references_of_container(container.container)
	entry := {
		"kind": reference.kind,
		"name": reference.name,
		"key": reference.key,
		"optional": reference.optional,
		"pod": container.pod,
		"path": concat("", [container.path, reference.path]),
	}
]

references_of_container(container) := array.concat(
	[reference |
		some i, variable in objects.list_of(container, "env")
		some field, kind in {"configMapKeyRef": "ConfigMap", "secretKeyRef": "Secret"}
		source := variable.valueFrom[field]
		reference := {
			"kind": kind,
			"name": source.name,
			"key": source.key,
			"optional": object.get(source, "optional", false),
			"path": sprintf("/env/%d/valueFrom/%s", [i, field]),
		}
	],
	[reference |
		some i, each in objects.list_of(container, "envFrom")
		some field, kind in {"configMapRef": "ConfigMap", "secretRef": "Secret"}
		source := each[field]
		reference := {
			"kind": kind,
			"name": source.name,
			"key": "",
			"optional": object.get(source, "optional", false),
			"path": sprintf("/envFrom/%d/%s", [i, field]),
		}
	],
)

of_volumes := [entry |
	some pod in workloads.all
	some i, volume in objects.list_of(pod.spec, "volumes")
	some reference in references_of_volume(volume)
	some key in keys_of(reference.source)
	entry := {
		"kind": reference.kind,
		"name": reference.name,
		"key": key,
		"optional": object.get(reference.source, "optional", false),
		"pod": pod,
		"path": sprintf("%s/volumes/%d%s", [pod.path, i, reference.path]),
	}
]

references_of_volume(volume) := array.concat(
	[reference | some reference in sources(volume, "")],
	[reference |
		some i, source in objects.list_of(objects.map_of(volume, "projected"), "sources")
		some reference in projected_sources(source, sprintf("/projected/sources/%d", [i]))
	],
)

# METADATA
# description: The ConfigMap, Secret or claim that a volume is, {kind, name, source, path}.
sources(volume, prefix) := [reference |
	some field, shape in {
		"configMap": {"kind": "ConfigMap", "name": "name"},
		"secret": {"kind": "Secret", "name": "secretName"},
		"persistentVolumeClaim": {"kind": "PersistentVolumeClaim", "name": "claimName"},
	}
	source := volume[field]
	reference := {
		"kind": shape.kind,
		"name": source[shape.name],
		"source": source,
		"path": concat("/", [prefix, field]),
	}
]

projected_sources(source, prefix) := [reference |
	some field, kind in {"configMap": "ConfigMap", "secret": "Secret"}
	each := source[field]
	reference := {
		"kind": kind,
		"name": each.name,
		"source": each,
		"path": concat("/", [prefix, field]),
	}
]

# The whole object, and each item of it.
keys_of(source) := array.concat([""], [item.key | some item in objects.list_of(source, "items")])

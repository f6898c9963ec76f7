# METADATA
# title: Pods and containers
# description: Every pod that the objects of the environment start, wherever policies/data/workloads.yaml says that a kind keeps it.
package lib.workloads

import data.lib.objects
import data.lib.pod_templates

# METADATA
# description: |
#   Every pod an object of the environment would start, by type: {object, type, namespace}, and what lib.pod_templates says of it.
all := [pod |
	some type in sort([type | some type, _ in data.params.workloads.kinds])
	some manifest in objects.of(type)
	some place in data.params.workloads.kinds[type]
	some template in pod_templates.of(manifest, place)
	pod := object.union(template, {
		"object": manifest,
		"type": type,
		"namespace": objects.namespace_of(manifest),
	})
]

# METADATA
# description: The labels of a pod, those of its template and those that its controller adds.
labels_of(pod) := object.union(
	{label: value |
		some label, source in pod.place.labels
		value := label_value(pod, source)
		is_string(value)
	},
	objects.map_of(pod.metadata, "labels"),
)

label_value(pod, source) := pod_templates.said(pod, source, null) if {
	startswith(source, "/")
} else := source

# METADATA
# description: |
#   The account that a pod runs as, {name, field}. serviceAccount is the deprecated twin that the API server still copies.
account_of(pod) := {"name": name, "field": field} if {
	field := [field | some field in ["serviceAccountName", "serviceAccount"]; object.get(pod.spec, field, "") != ""][0]
	name := pod.spec[field]
} else := {"name": "default", "field": "serviceAccountName"}

# METADATA
# description: The three lists of containers a pod may have.
container_fields := ["initContainers", "containers", "ephemeralContainers"]

# METADATA
# description: |
#   Every container of a pod: {container, field, path (JSON pointer into the pod's object), object, pod}.
containers := [entry |
	some pod in all
	some entry in containers_of(pod)
]

# METADATA
# description: The containers of one pod, in the shape of containers.
containers_of(pod) := array.concat(listed, elsewhere) if {
	listed := [entry |
		some field in container_fields
		some i, container in objects.list_of(pod.spec, field)
		entry := entry_of(pod, field, concat("/", ["", field, format_int(i, 10)]), container)
	]
	elsewhere := [entry |
		some pointer in pod.place.containers
		some found in one_or_many(object.get(pod.spec, pod_templates.segments(pointer), []))

		# A container of a workflow need not have a name; Argo calls it main.
		entry := entry_of(pod, "containers", concat("", [pointer, found.path]), object.union({"name": "main"}, found.container))
	]
}

entry_of(pod, field, path, container) := {
	"container": container,
	"field": field,
	"path": concat("", [pod.path, path]),
	"object": pod.object,
	"pod": pod,
}

one_or_many(value) := [{"container": value, "path": ""}] if is_object(value)

one_or_many(value) := [{"container": container, "path": concat("/", ["", format_int(i, 10)])} | some i, container in value] if {
	is_array(value)
}

# METADATA
# description: |
#   Containers that a controller keeps running or runs at start, ephemeral ones left out: those cannot have resources.
permanent_containers := [entry | some entry in containers; entry.field != "ephemeralContainers"]

# METADATA
# description: A sidecar is an init container that keeps running beside the pod's containers.
is_sidecar(entry) if {
	entry.field == "initContainers"
	entry.container.restartPolicy == "Always"
}

# METADATA
# description: The words for a container in a message.
described(entry) := sprintf(`%s "%s"`, [words[entry.field], entry.container.name])

words := {
	"initContainers": "init container",
	"containers": "container",
	"ephemeralContainers": "ephemeral container",
}

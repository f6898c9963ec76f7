# METADATA
# title: Pods and containers
# description: The one place that knows which kinds run pods and where their containers are.
package lib.workloads

import data.lib.finding
import data.lib.objects

# METADATA
# description: The field in which each kind keeps its pod's metadata and spec.
template_paths := {
	"Pod": [],
	"PodTemplate": ["template"],
	"ReplicationController": ["spec", "template"],
	"apps/Deployment": ["spec", "template"],
	"apps/StatefulSet": ["spec", "template"],
	"apps/DaemonSet": ["spec", "template"],
	"apps/ReplicaSet": ["spec", "template"],
	"batch/Job": ["spec", "template"],
	"batch/CronJob": ["spec", "jobTemplate", "spec", "template"],
	"argoproj.io/Rollout": ["spec", "template"],
}

# METADATA
# description: |
#   Every pod an object of the environment would start: {object, type, namespace, path (JSON pointer of the pod's spec),
#   spec, metadata}. A PodSpec under another kind (a custom resource) is not a workload of ours.
pods[type][i] := pod if {
	some type, segments in template_paths
	some i, manifest in objects.of(type)
	template := object.get(manifest, segments, {})
	is_object(template.spec)
	pod := {
		"object": manifest,
		"type": type,
		"namespace": objects.namespace_of(manifest),
		"path": finding.pointer(array.concat(segments, ["spec"])),
		"metadata_path": finding.pointer(array.concat(segments, ["metadata"])),
		"spec": template.spec,
		"metadata": objects.map_of(template, "metadata"),
	}
}

# METADATA
# description: The pods as a list.
all := [pod | some by_index in pods; some pod in by_index]

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
containers_of(pod) := [entry |
	some field in container_fields
	some i, container in objects.list_of(pod.spec, field)
	entry := {
		"container": container,
		"field": field,
		"path": concat("/", [pod.path, field, format_int(i, 10)]),
		"object": pod.object,
		"pod": pod,
	}
]

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
described(entry) := sprintf(`%s "%s"`, [kinds[entry.field], entry.container.name])

kinds := {
	"initContainers": "init container",
	"containers": "container",
	"ephemeralContainers": "ephemeral container",
}

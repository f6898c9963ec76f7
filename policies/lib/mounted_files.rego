# METADATA
# title: Files of mounted ConfigMaps and Secrets
# description: The keys that a container needs because it mounts, or names, the file that a key becomes.
package lib.mounted_files

import data.lib.objects
import data.lib.pod_references
import data.lib.workloads

# METADATA
# description: Each such key, in the shape of pod_references.references.
references := array.concat(alone, named)

# What a container mounts of a ConfigMap or Secret as a whole: {kind, name, optional, container, pod, path, mount}.
mounts := [entry |
	some container in workloads.containers
	some i, mount in objects.list_of(container.container, "volumeMounts")
	some volume in objects.list_of(container.pod.spec, "volumes")
	volume.name == mount.name
	some reference in pod_references.sources(volume, "")
	reference.kind in {"ConfigMap", "Secret"}
	count(objects.list_of(reference.source, "items")) == 0
	entry := {
		"kind": reference.kind,
		"name": reference.name,
		"optional": object.get(reference.source, "optional", false),
		"container": container.container,
		"place": container.path,
		"pod": container.pod,
		"path": sprintf("%s/volumeMounts/%d", [container.path, i]),
		"mount": mount,
	}
]

# A file of it that is mounted alone; where it is missing, the kubelet makes a folder of that name.
alone := [entry |
	some mount in mounts
	mount.mount.subPath
	entry := {
		"kind": mount.kind,
		"name": mount.name,
		"key": mount.mount.subPath,
		"optional": mount.optional,
		"pod": mount.pod,
		"path": concat("", [mount.path, "/subPath"]),
	}
]

# A file of it that the container's command, arguments or probes name, as the volume holds nothing but its keys.
named := [entry |
	some mount in mounts
	not mount.mount.subPath
	not mount.mount.subPathExpr
	folder := trim_right(mount.mount.mountPath, "/")
	folder != ""
	some word in words(mount.container)
	contains(word.text, folder)
	some file in files(word.text, folder)
	not is_mounted_over(mount, concat("/", [folder, file]))
	entry := {
		"kind": mount.kind,
		"name": mount.name,
		"key": file,
		"optional": mount.optional,
		"pod": mount.pod,
		"path": concat("", [mount.place, word.path]),
	}
]

words(container) := array.concat(
	[{"path": sprintf("/%s/%d", [field, i]), "text": word} |
		some field in ["command", "args"]
		some i, word in objects.list_of(container, field)
		is_string(word)
	],
	[{"path": sprintf("/%s/exec/command/%d", [field, i]), "text": word} |
		some field in ["livenessProbe", "readinessProbe", "startupProbe"]
		some i, word in objects.list_of(objects.map_of(objects.map_of(container, field), "exec"), "command")
		is_string(word)
	],
)

# The names that follow a folder, where they end as the name of a file does.
files(text, folder) := {found[1] |
	some part in array.slice(split(text, concat("", [folder, "/"])), 1, 100)
	some found in regex.find_all_string_submatch_n(`^([A-Za-z0-9_-][A-Za-z0-9._-]*[A-Za-z0-9])(?:$|[\s"';,)])`, part, 1)
}

is_mounted_over(mount, file) if {
	some other in objects.list_of(mount.container, "volumeMounts")
	other.mountPath != mount.mount.mountPath
	startswith(concat("", [file, "/"]), concat("", [trim_right(other.mountPath, "/"), "/"]))
	count(other.mountPath) > count(mount.mount.mountPath)
}

# METADATA
# title: Pod Security Standards
# description: Which level of the standards each pod is held to, and the parts that the controls of a level look at.
package lib.pod_security

import data.lib.objects
import data.lib.workloads

# METADATA
# description: The levels, from the one that allows everything to the strictest.
levels := ["privileged", "baseline", "restricted"]

# METADATA
# description: The label by which a namespace chooses the level that is enforced.
label := "pod-security.kubernetes.io/enforce"

# METADATA
# description: |
#   The level of a namespace: of its Namespace object, else of the Application that creates it, else the one in data.
level_of(namespace) := object.get(declared, namespace, data.params.security.default_level)

# METADATA
# description: The levels that namespaces of this environment declare, by namespace.
declared := object.union(managed, labelled)

# Two trees may have a Namespace of one name; the stricter level wins.
labelled[name] := levels[max(ranks)] if {
	some namespace in objects.of("Namespace")
	name := namespace.metadata.name
	ranks := {rank |
		some manifest in objects.of("Namespace")
		manifest.metadata.name == name
		some rank, level in levels
		objects.labels_of(manifest)[label] == level
	}
}

# Two Applications may create one namespace; the stricter level wins.
managed[namespace] := level if {
	namespaces := {application.spec.destination.namespace | some application in objects.of("argoproj.io/Application")}
	some namespace in namespaces
	ranks := {rank |
		some application in objects.of("argoproj.io/Application")
		application.spec.destination.namespace == namespace
		some rank, level in levels
		application.spec.syncPolicy.managedNamespaceMetadata.labels[label] == level
	}
	level := levels[max(ranks)]
}

# METADATA
# description: The pods held to a level or a stricter one.
pods_from(level) := [pod |
	some pod in workloads.all
	at_least(level_of(pod.namespace), level)
]

# METADATA
# description: The containers of those pods.
containers_from(level) := [entry |
	some entry in workloads.containers
	at_least(level_of(entry.pod.namespace), level)
]

at_least(level, wanted) if {
	some i, known in levels
	known == level
	wanted in array.slice(levels, 0, i + 1)
}

# METADATA
# description: |
#   Every securityContext of pods held to a level: {context, path, object, pod, what}, the pod's own and each container's.
contexts_from(level) := array.concat(
	[entry |
		some pod in pods_from(level)
		entry := {
			"context": objects.map_of(pod.spec, "securityContext"),
			"path": concat("", [pod.path, "/securityContext"]),
			"object": pod.object,
			"pod": pod,
			"what": "the pod",
		}
	],
	[entry |
		some each in containers_from(level)
		entry := {
			"context": objects.map_of(each.container, "securityContext"),
			"path": concat("", [each.path, "/securityContext"]),
			"object": each.object,
			"pod": each.pod,
			"what": workloads.described(each),
		}
	],
)

# METADATA
# description: Windows has none of Linux's security fields; the API server refuses them on such a pod.
is_windows(pod) if pod.spec.os.name == "windows"

# METADATA
# description: |
#   Root inside a user namespace is nobody outside it, so from Kubernetes 1.35 on the standards are laxer with such a pod.
in_user_namespace(pod) if {
	pod.spec.hostUsers == false
	[major, minor] := split(input.versions.kubernetes, ".")
	[to_number(major), to_number(minor)] >= [1, 35]
}

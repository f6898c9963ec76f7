# METADATA
# title: Selection
# description: Which pods a selector takes.
package lib.selection

import data.lib.labels
import data.lib.objects
import data.lib.workloads

# METADATA
# description: The rendered pods of a namespace (workloads.all) whose labels a LabelSelector takes.
pods(namespace, selector) := [pod |
	some pod in by_namespace[namespace]
	labels.matches(selector, workloads.labels_of(pod))
]

# METADATA
# description: The rendered pods that a Service selects.
pods_of_service(service) := [pod |
	some pod in by_namespace[objects.namespace_of(service)]
	labels.includes(service.spec.selector, object.union(workloads.labels_of(pod), ordinal_label(pod, service.spec.selector)))
]

# A StatefulSet adds the name of each of its pods; a Service for one pod selects by it.
ordinal_label(pod, selector) := {pod_name: selector[pod_name]} if {
	pod.type == "apps/StatefulSet"
	some i in numbers.range(0, object.get(pod.object.spec, "replicas", 1) - 1)
	selector[pod_name] == sprintf("%s-%d", [pod.object.metadata.name, i])
} else := {}

pod_name := "statefulset.kubernetes.io/pod-name"

by_namespace[namespace] contains pod if {
	some pod in workloads.all
	namespace := pod.namespace
}

# METADATA
# description: The ports that a pod declares, {name, containerPort, protocol}; sidecars count.
ports(pod) := [port |
	some entry in workloads.containers_of(pod)
	some declared in objects.list_of(entry.container, "ports")
	port := object.union({"name": "", "protocol": "TCP"}, declared)
]

# METADATA
# scope: document
# description: Whether a pod has a port by name or by number; a pod that declares none may listen on any number.
has_port(pod, port) if {
	is_string(port)
	some declared in ports(pod)
	declared.name == port
}

has_port(pod, port) if {
	is_number(port)
	some declared in ports(pod)
	declared.containerPort == port
}

has_port(pod, port) if {
	is_number(port)
	count(ports(pod)) == 0
}

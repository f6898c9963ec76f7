# METADATA
# title: Monitors
# description: ServiceMonitors and PodMonitors, what they select, and the ports that Prometheus then scrapes.
package lib.monitors

import data.lib.labels
import data.lib.network
import data.lib.objects
import data.lib.platform
import data.lib.selection
import data.lib.services
import data.lib.workloads

# METADATA
# description: |
#   Each monitor: {monitor, what, namespaces, path (of the endpoints), endpoints, selected (Services or pods)}.
all := array.concat(service_monitors, pod_monitors)

service_monitors := [entry |
	some monitor in objects.of("monitoring.coreos.com/ServiceMonitor")
	entry := {
		"monitor": monitor,
		"what": "Service",
		"namespaces": namespaces(monitor),
		"path": "/spec/endpoints",
		"endpoints": objects.list_of(monitor.spec, "endpoints"),
		"selected": [service |
			some service in objects.of("Service")
			is_in(monitor, objects.namespace_of(service))
			labels.matches(monitor.spec.selector, objects.labels_of(service))
		],
	}
]

pod_monitors := [entry |
	some monitor in objects.of("monitoring.coreos.com/PodMonitor")
	entry := {
		"monitor": monitor,
		"what": "pod",
		"namespaces": namespaces(monitor),
		"path": "/spec/podMetricsEndpoints",
		"endpoints": objects.list_of(monitor.spec, "podMetricsEndpoints"),
		"selected": [pod |
			some pod in workloads.all
			is_in(monitor, pod.namespace)
			labels.matches(monitor.spec.selector, selection.labels_of(pod))
		],
	}
]

namespaces(monitor) := ["any"] if monitor.spec.namespaceSelector.any

namespaces(monitor) := object.get(monitor.spec, ["namespaceSelector", "matchNames"], [objects.namespace_of(monitor)]) if {
	not monitor.spec.namespaceSelector.any
}

is_in(monitor, _) if monitor.spec.namespaceSelector.any

is_in(monitor, namespace) if namespace in namespaces(monitor)

# METADATA
# description: Whether a monitor is for Services or pods that a chart brings.
is_elsewhere(entry) if {
	some provided in platform.provided({"Service": "Service", "pod": "Pod"}[entry.what])
	is_in(entry.monitor, provided.namespace)
	labels.matches(entry.monitor.spec.selector, object.get(provided, "labels", {}))
}

# METADATA
# description: The names of the ports of a selected Service or pod.
port_names(entry, service) := {port.name | some port in service.spec.ports} if entry.what == "Service"

port_names(entry, pod) := {port.name | some port in selection.ports(pod)} if entry.what == "pod"

# METADATA
# description: The name of what is selected, or of what runs it.
name_of(entry, service) := service.metadata.name if entry.what == "Service"

name_of(entry, pod) := pod.object.metadata.name if entry.what == "pod"

# METADATA
# description: The kind of what is selected, or of what runs it.
kind_of(entry, service) := service.kind if entry.what == "Service"

kind_of(entry, pod) := pod.object.kind if entry.what == "pod"

# METADATA
# description: |
#   Each port of a rendered pod that Prometheus scrapes: {monitor, path, pod, endpoint, port {number, protocol}}.
targets := [target |
	some entry in all
	some i, endpoint in entry.endpoints
	some selected in entry.selected
	some end in ends(entry, selected, endpoint)
	target := object.union(end, {"monitor": entry.monitor, "path": sprintf("%s/%d", [entry.path, i])})
]

ends(entry, service, endpoint) := [end |
	some port in service.spec.ports
	port.name == endpoint.port
	some end in services.reached(service, port.port)
] if {
	entry.what == "Service"
}

ends(entry, pod, endpoint) := [end |
	some port in selection.ports(pod)
	port.name == endpoint.port
	end := {
		"pod": pod,
		"endpoint": network.endpoint(pod),
		"port": {"number": port.containerPort, "protocol": port.protocol},
	}
] if {
	entry.what == "pod"
}

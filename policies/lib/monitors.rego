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
entries := array.concat(service_monitors, pod_monitors)

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
			labels.matches(monitor.spec.selector, workloads.labels_of(pod))
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
# scope: document
# description: The names of the ports of a selected Service or pod.
port_names(entry, selected) := {port.name | some port in selected.spec.ports} if entry.what == "Service"

port_names(entry, selected) := {port.name | some port in selection.ports(selected)} if entry.what == "pod"

# METADATA
# scope: document
# description: The selected Service, or the object that runs the selected pod.
object_of(entry, selected) := selected if entry.what == "Service"

object_of(entry, selected) := selected.object if entry.what == "pod"

# METADATA
# description: |
#   Each port of a rendered pod that Prometheus scrapes: {monitor, path, pod, endpoint, port {number, protocol}}.
targets := [target |
	some entry in entries
	some i, endpoint in entry.endpoints
	some selected in entry.selected
	some end in ends(entry, selected, endpoint)
	target := object.union(end, {"monitor": entry.monitor, "path": sprintf("%s/%d", [entry.path, i])})
]

ends(entry, selected, endpoint) := [end |
	some port in selected.spec.ports
	port.name == endpoint.port
	some end in services.reached(selected, port.port)
] if {
	entry.what == "Service"
}

ends(entry, selected, endpoint) := [end |
	some port in selection.ports(selected)
	port.name == endpoint.port
	end := {
		"pod": selected,
		"endpoint": network.endpoint(selected),
		"port": {"number": port.containerPort, "protocol": port.protocol},
	}
] if {
	entry.what == "pod"
}

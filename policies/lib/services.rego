# METADATA
# title: Addresses of Services
# description: Which Service a host name means, and which ports of which pods a connection to it reaches.
package lib.services

import data.lib.network
import data.lib.objects
import data.lib.selection

# METADATA
# scope: document
# description: |
#   The Service that a host means to a pod of a namespace, {namespace, name}: name, name.namespace, name.namespace.svc…
#   Undefined for the name of a machine elsewhere.
address(host, namespace) := {"name": host, "namespace": namespace} if not contains(host, ".")

address(host, _) := {"name": parts[0], "namespace": parts[1]} if {
	parts := split(trim_suffix(host, "."), ".")
	array.concat(parts, ["svc"])[2] == "svc"
}

# METADATA
# description: |
#   Where a connection to a rendered Service ends: {pod, endpoint, port {number, protocol}}, for one of its ports by number, or all
#   of them for 0.
reached(service, number) := [end |
	some port in objects.list_of(service.spec, "ports")
	number in {0, port.port}
	some pod in selection.pods_of_service(service)
	target := number_of(pod, object.get(port, "targetPort", port.port))
	end := {
		"pod": pod,
		"endpoint": network.endpoint(pod),
		"port": {"number": target, "protocol": object.get(port, "protocol", "TCP")},
	}
]

# METADATA
# scope: document
# description: The number of a pod's port that is given by name or number.
number_of(_, port) := port if is_number(port)

number_of(pod, port) := numbers[0] if {
	is_string(port)
	numbers := [declared.containerPort | some declared in selection.ports(pod); declared.name == port]
}

# METADATA
# description: The rendered Services of an address.
rendered(address) := objects.named("Service", address.namespace, address.name)

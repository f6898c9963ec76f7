# METADATA
# title: A node port is taken once
# description: >-
#   A node port belongs to the whole cluster: the API server refuses the second Service that asks for it.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
# custom:
#   severity: error
#   help: >-
#     Leave nodePort out, and the cluster chooses a free one; or choose another.
package rules.references["node-port-unique"]

import data.lib.finding
import data.lib.objects

taken := [entry |
	some service in objects.of("Service")
	some i, port in objects.list_of(service.spec, "ports")
	port.nodePort
	entry := {"service": service, "index": i, "key": [port.nodePort, object.get(port, "protocol", "TCP")]}
]

findings contains found if {
	some n, entry in taken
	earlier := [other | some m, other in taken; m < n; other.key == entry.key]
	count(earlier) > 0
	found := finding.at(entry.service, sprintf("/spec/ports/%d/nodePort", [entry.index]), sprintf("Service \"%s\" of namespace \"%s\" has the node port %d too", [
		earlier[0].service.metadata.name,
		objects.namespace_of(earlier[0].service),
		entry.key[0],
	]))
}

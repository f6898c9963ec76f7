# METADATA
# title: A pod reaches the Services it names
# description: |
#   A pod under default deny that is told to connect to a Service needs a rule that lets it out, and the Service's
#   pods one that lets it in.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: error
#   help: Add the missing rule to a NetworkPolicy of the side named.
package rules.references["network-flow"]

import data.lib.connections
import data.lib.finding
import data.lib.network
import data.lib.services

findings contains found if {
	some connection in connections.named
	client := network.endpoint(connection.pod)
	some end in services.reached(connection.service, connection.port)
	not network.lets_out(client, end.endpoint, end.port)
	found := finding.at(connection.pod.object, connection.path, sprintf(
		"names Service \"%s\", and no NetworkPolicy lets its pods out to %s \"%s\" port %d",
		[connection.service.metadata.name, end.pod.object.kind, end.pod.object.metadata.name, end.port.number],
	))
}

findings contains found if {
	some connection in connections.named
	client := network.endpoint(connection.pod)
	some end in services.reached(connection.service, connection.port)
	network.lets_out(client, end.endpoint, end.port)
	not network.lets_in(client, end.endpoint, end.port)
	found := finding.at(connection.pod.object, connection.path, sprintf(
		"names Service \"%s\", and no NetworkPolicy lets it in to %s \"%s\" port %d",
		[connection.service.metadata.name, end.pod.object.kind, end.pod.object.metadata.name, end.port.number],
	))
}

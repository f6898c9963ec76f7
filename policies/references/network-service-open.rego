# METADATA
# title: Somebody may reach each port of a Service
# description: >-
#   Where NetworkPolicies isolate the pods of a Service and no rule of theirs names the port, nobody can use it:
#   often a policy whose selector takes more pods than was meant.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies
# custom:
#   severity: error
#   help: >-
#     Admit those who use the Service on this port, or correct the podSelector of the policy that closes it.
package rules.references["network-service-open"]

import data.lib.finding
import data.lib.network
import data.lib.objects
import data.lib.selection
import data.lib.services

findings contains found if {
	some service in objects.of("Service")
	some i, port in objects.list_of(service.spec, "ports")
	ends := services.reached(service, port.port)
	count(ends) > 0
	every end in ends {
		selection.has_port(end.pod, end.port.number)
		network.is_isolated(end.endpoint, "Ingress")
		not network.lets_anybody_in(end.endpoint, end.port)
	}
	found := finding.at(service, concat("/", ["/spec/ports", format_int(i, 10)]), sprintf(
		"no NetworkPolicy lets anybody in to port %d of the pods behind it",
		[ends[0].port.number],
	))
}

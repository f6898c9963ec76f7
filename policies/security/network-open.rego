# METADATA
# title: No NetworkPolicy that allows everything
# description: An empty rule allows every peer on every port; beside it all other policies of the pods are void.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: error
#   help: Name the peers or the ports.
package rules.security["network-open"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some policy in objects.of("networking.k8s.io/NetworkPolicy")
	some field, peers in {"ingress": "from", "egress": "to"}
	some i, rule in objects.list_of(policy.spec, field)
	is_every_port(rule)
	is_everybody(rule, peers)
	message := sprintf("allows all %s traffic on every port", [field])
	found := finding.at(policy, concat("/", ["/spec", field, format_int(i, 10)]), message)
}

is_every_port(rule) if count(objects.list_of(rule, "ports")) == 0

is_every_port(rule) if {
	some entry in objects.list_of(rule, "ports")
	object.get(entry, "protocol", "TCP") == "TCP"
	object.get(entry, "port", 0) in {0, 1}
	object.get(entry, "endPort", object.get(entry, "port", 65535)) == 65535
}

is_everybody(rule, peers) if count(objects.list_of(rule, peers)) == 0

is_everybody(rule, peers) if {
	some peer in objects.list_of(rule, peers)
	peer.ipBlock.cidr in {"0.0.0.0/0", "::/0"}
	count(objects.list_of(peer.ipBlock, "except")) == 0
}

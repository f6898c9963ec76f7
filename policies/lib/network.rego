# METADATA
# title: NetworkPolicies
# description: |
#   Whether traffic between two endpoints is let through. An endpoint is {namespace, labels, ports}: a rendered pod, or one that
#   policies/data/platform.yaml declares. https://kubernetes.io/docs/concepts/services-networking/network-policies/
package lib.network

import data.lib.labels
import data.lib.objects
import data.lib.platform
import data.lib.selection
import data.lib.workloads

# METADATA
# description: The endpoint of a rendered pod.
endpoint(pod) := {"namespace": pod.namespace, "labels": workloads.labels_of(pod), "ports": selection.ports(pod)}

# METADATA
# description: The NetworkPolicies that govern one direction ("Ingress" or "Egress") of an endpoint.
governing(end, direction) := [policy |
	some policy in objects.in_namespace("networking.k8s.io/NetworkPolicy", end.namespace)
	direction in directions(policy)
	labels.matches(object.get(policy.spec, "podSelector", {}), end.labels)
]

# METADATA
# description: Whether anything is closed at all; without a policy everything is open.
is_isolated(end, direction) if count(governing(end, direction)) > 0

# METADATA
# scope: document
# description: Whether "from" may open a connection to a port of "to", as far as the policies of "from" go.
lets_out(from, _, _) if not is_isolated(from, "Egress")

lets_out(from, to, port) if {
	some policy in governing(from, "Egress")
	some rule in objects.list_of(policy.spec, "egress")
	admits(rule, "to", policy, to)
	has_port(rule, to, port)
}

# METADATA
# scope: document
# description: Whether "from" may open a connection to a port of "to", as far as the policies of "to" go.
lets_in(_, to, _) if not is_isolated(to, "Ingress")

lets_in(from, to, port) if {
	some policy in governing(to, "Ingress")
	some rule in objects.list_of(policy.spec, "ingress")
	admits(rule, "from", policy, from)
	has_port(rule, to, port)
}

# METADATA
# description: Whether the policies of an endpoint let anybody at all open a connection to a port.
lets_anybody_in(to, port) if {
	some policy in governing(to, "Ingress")
	some rule in objects.list_of(policy.spec, "ingress")
	has_port(rule, to, port)
}

# policyTypes defaults to Ingress, and Egress where there are egress rules.
directions(policy) := {type | some type in policy.spec.policyTypes} if policy.spec.policyTypes

directions(policy) := {"Ingress"} | {"Egress" | _ = policy.spec.egress} if not policy.spec.policyTypes

# No peers at all means everybody.
admits(rule, field, _, _) if count(objects.list_of(rule, field)) == 0

admits(rule, field, policy, end) if {
	some peer in rule[field]
	takes(peer, objects.namespace_of(policy), end)
}

# METADATA
# description: Whether a peer of a policy in a namespace means an endpoint. Addresses (ipBlock) mean no pod.
takes(peer, namespace, end) if {
	not peer.ipBlock
	in_namespaces(peer, namespace, end.namespace)
	labels.matches(object.get(peer, "podSelector", {}), end.labels)
}

# METADATA
# scope: document
# description: Whether a peer of a policy in a namespace looks into another namespace.
in_namespaces(peer, namespace, other) if {
	not peer.namespaceSelector
	namespace == other
}

in_namespaces(peer, _, other) if labels.matches(peer.namespaceSelector, platform.namespace_labels(other))

has_port(rule, _, _) if count(objects.list_of(rule, "ports")) == 0

has_port(rule, to, port) if {
	some entry in rule.ports
	object.get(entry, "protocol", "TCP") == port.protocol
	is_port(entry, to, port)
}

is_port(entry, _, _) if not entry.port

is_port(entry, _, port) if {
	is_number(entry.port)
	entry.port <= port.number
	port.number <= object.get(entry, "endPort", entry.port)
}

is_port(entry, to, port) if {
	some declared in to.ports
	declared.name == entry.port
	declared.containerPort == port.number
}

# METADATA
# title: A NetworkPolicy's peers are there
# description: |
#   A rule for a peer that no pod matches opens nothing: the flow it was written for is closed.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: error
#   help: Correct the selectors, or declare the pods in policies/data/platform.yaml.
package rules.references["network-policy-peer"]

import data.lib.finding
import data.lib.network
import data.lib.objects
import data.lib.platform
import data.lib.workloads

findings contains found if {
	not platform.has_unseen_charts
	some policy in objects.of("networking.k8s.io/NetworkPolicy")
	some field, peers in {"ingress": "from", "egress": "to"}
	some i, rule in objects.list_of(policy.spec, field)
	some j, peer in objects.list_of(rule, peers)
	not peer.ipBlock
	not is_met(policy, peer)
	not misses_label(peer)
	not looks_elsewhere(peer)
	found := finding.at(
		policy,
		sprintf("/spec/%s/%d/%s/%d", [field, i, peers, j]),
		"matches no pod that is rendered here or declared in policies/data/platform.yaml",
	)
}

findings contains found if {
	some policy in objects.of("networking.k8s.io/NetworkPolicy")
	some field, peers in {"ingress": "from", "egress": "to"}
	some i, rule in objects.list_of(policy.spec, field)
	some j, peer in objects.list_of(rule, peers)
	misses_label(peer)
	found := finding.with_help(
		policy,
		sprintf("/spec/%s/%d/%s/%d/namespaceSelector/matchLabels/name", [field, i, peers, j]),
		"selects namespaces by the label name, which Kubernetes does not set and no Namespace here has",
		sprintf("Select by the label that every namespace has: kubernetes.io/metadata.name: %s", [peer.namespaceSelector.matchLabels.name]),
	)
}

misses_label(peer) if {
	value := peer.namespaceSelector.matchLabels.name
	every manifest in objects.of("Namespace") { object.get(objects.labels_of(manifest), "name", "") != value }
}

# What runs in a namespace that nobody declared is not known; nor are the namespaces of a cluster of which nothing is declared.
looks_elsewhere(peer) if {
	count(named_namespaces(peer.namespaceSelector)) > 0
	every namespace in named_namespaces(peer.namespaceSelector) { platform.is_unknown(namespace) }
}

looks_elsewhere(peer) if {
	count(named_namespaces(peer.namespaceSelector)) == 0
	count(platform.provided("Pod")) == 0
}

named_namespaces(selector) := {name |
	some requirement in array.concat(
		objects.list_of(selector, "matchExpressions"),
		[{"key": key, "operator": "In", "values": [value]} | some key, value in objects.map_of(selector, "matchLabels")],
	)
	requirement.key == "kubernetes.io/metadata.name"
	requirement.operator == "In"
	some name in requirement.values
}

is_met(policy, peer) if {
	some pod in workloads.all
	network.takes(peer, objects.namespace_of(policy), network.endpoint(pod))
}

is_met(policy, peer) if {
	some pod in platform.provided("Pod")
	network.takes(peer, objects.namespace_of(policy), pod)
}

# All pods of all namespaces, or of one that somebody else fills.
is_met(policy, peer) if {
	object.get(peer, "podSelector", {}) == {}
	some namespace in candidates
	network.in_namespaces(peer, objects.namespace_of(policy), namespace)
}

candidates contains manifest.metadata.name if some manifest in objects.of("Namespace")

candidates contains pod.namespace if some pod in platform.provided("Pod")

candidates contains objects.namespace_of(manifest) if some manifest in input.objects

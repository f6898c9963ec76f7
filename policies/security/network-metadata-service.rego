# METADATA
# title: Pods do not reach the cloud's metadata service
# description: >-
#   The metadata service of a node (169.254.169.254, fd00:ec2::254) hands out the node's cloud credentials to
#   whoever asks. Port 53 of the same address is no more than DNS. Policies of pods that get an identity of their own
#   there are named in policies/data/security.yaml (metadata_readers).
# related_resources:
#   - https://kubernetes.io/docs/tasks/administer-cluster/securing-a-cluster/#restricting-cloud-metadata-api-access
# custom:
#   severity: error
#   help: Add the address, or 169.254.0.0/16, to ipBlock.except, or name the policy in metadata_readers with the reason.
package rules.security["network-metadata-service"]

import data.lib.finding
import data.lib.objects

addresses := {"169.254.169.254/32", "fd00:ec2::254/128"}

findings contains found if {
	some policy in objects.of("networking.k8s.io/NetworkPolicy")
	not is_reader(policy)
	some i, rule in objects.list_of(policy.spec, "egress")
	not is_dns(rule)
	some j, peer in objects.list_of(rule, "to")
	some address in addresses
	within(peer.ipBlock.cidr, address)
	not excepted(peer.ipBlock, address)
	message := sprintf("%s includes the metadata service %s", [peer.ipBlock.cidr, split(address, "/")[0]])
	found := finding.at(policy, concat("/", ["/spec/egress", format_int(i, 10), "to", format_int(j, 10), "ipBlock"]), message)
}

# A rule for everybody opens it as well; names are looked up at such a rule, on a port that the metadata service does not have.
findings contains found if {
	some policy in objects.of("networking.k8s.io/NetworkPolicy")
	not is_reader(policy)
	some i, rule in objects.list_of(policy.spec, "egress")
	count(objects.list_of(rule, "to")) == 0
	opens_http(rule)
	found := finding.at(policy, concat("/", ["/spec/egress", format_int(i, 10)]), "allows every peer, and so the metadata service 169.254.169.254")
}

is_reader(policy) if {
	object.get(data.params.security, "metadata_readers", {})[concat("/", [objects.namespace_of(policy), policy.metadata.name])]
}

is_dns(rule) if {
	count(rule.ports) > 0
	every port in rule.ports {
		port.port == 53
	}
}

opens_http(rule) if count(objects.list_of(rule, "ports")) == 0

opens_http(rule) if {
	some entry in objects.list_of(rule, "ports")
	object.get(entry, "protocol", "TCP") == "TCP"
	object.get(entry, "port", 80) <= 80
	object.get(entry, "endPort", object.get(entry, "port", 80)) >= 80
}

excepted(block, address) if {
	some range in objects.list_of(block, "except")
	within(range, address)
}

# net.cidr_contains is an error for two families.
within(range, address) if {
	contains(range, ":") == contains(address, ":")
	net.cidr_contains(range, address)
}

# METADATA
# title: A pod may ask the DNS
# description: Under default deny a pod that may not reach the cluster's DNS finds no Service and no host by name.
# related_resources:
#   - https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/
# custom:
#   severity: error
#   help: Let it out to the DNS pods on port 53, UDP and TCP.
package rules.references["network-dns"]

import data.lib.finding
import data.lib.network
import data.lib.workloads

findings contains found if {
	some pod in workloads.all
	object.get(pod.spec, "hostNetwork", false) == false
	object.get(pod.spec, "dnsPolicy", "ClusterFirst") == "ClusterFirst"
	client := network.endpoint(pod)
	network.is_isolated(client, "Egress")
	server := object.union({"ports": []}, data.params.platform.dns)
	some protocol in ["UDP", "TCP"]
	not network.lets_out(client, server, {"number": 53, "protocol": protocol})
	found := finding.at(pod.object, pod.metadata_path, sprintf(
		"no NetworkPolicy lets its pods out to the DNS in namespace \"%s\", port 53/%s",
		[server.namespace, protocol],
	))
}

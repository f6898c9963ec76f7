# METADATA
# title: A Service keeps its address
# description: |
#   The cluster address, the first address family and the class of the load balancer stay as long as the Service is;
#   without clusterIP: None in Git a headless Service stays headless.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/service/#choosing-your-own-ip-address
# custom:
#   severity: error
#   help: >-
#     Add a Service under a new name, move the clients to it, and remove this one after that.
package rules.transition["service-address"]

import data.lib.finding
import data.lib.steps

findings contains found if {
	some change in services
	change.after.spec.clusterIP != object.get(change.before.spec, "clusterIP", "")
	found := steps.refused(change, ["spec", "clusterIP"], "")
}

findings contains found if {
	some change in services
	change.before.spec.clusterIP == "None"
	not change.after.spec.clusterIP
	found := finding.at(change.after, "/spec", "no longer says clusterIP: None: the API server keeps it, and the Service stays headless")
}

findings contains found if {
	some change in services
	some field in ["clusterIPs", "ipFamilies"]
	was := change.before.spec[field][0]
	is := change.after.spec[field][0]
	was != is
	found := steps.refused(change, ["spec", field], [])
}

findings contains found if {
	some change in services
	change.before.spec.type == "LoadBalancer"
	change.after.spec.type == "LoadBalancer"
	steps.differs(change, ["spec", "loadBalancerClass"], "")
	found := steps.refused(change, ["spec", "loadBalancerClass"], "")
}

# An ExternalName has no address to keep.
services := [change |
	some change in steps.changed
	change.type == "Service"
	every side in [change.before, change.after] {
		object.get(side.spec, "type", "ClusterIP") != "ExternalName"
	}
]

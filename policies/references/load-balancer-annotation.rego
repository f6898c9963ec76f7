# METADATA
# title: Annotations for load balancers are on one
# description: >-
#   Annotations that describe a cloud load balancer do nothing on a Service that has none.
# custom:
#   severity: warning
#   help: >-
#     Remove them, or set type to LoadBalancer.
package rules.references["load-balancer-annotation"]

import data.lib.finding
import data.lib.objects

cloud := concat("|", [
	`^service\.beta\.kubernetes\.io/(aws|azure|oci|do|openstack)-load-?balancer`,
	`^(networking\.gke|cloud\.google)\.(io|com)/load-balancer-type$`,
	`^metallb\.(io|universe\.tf)/`,
])

findings contains found if {
	some manifest in objects.of("Service")
	object.get(manifest.spec, "type", "ClusterIP") == "ClusterIP"
	some name, _ in objects.annotations_of(manifest)
	regex.match(cloud, name)
	found := finding.at(manifest, finding.pointer(["metadata", "annotations", name]), "describes a load balancer, and the Service has none")
}

# METADATA
# title: No external IPs
# description: A Service with externalIPs takes over traffic to that address from the whole cluster (CVE-2020-8554).
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/service/#external-ips
# custom:
#   severity: error
#   help: Remove spec.externalIPs; use an Ingress or a LoadBalancer.
package rules.security["external-ips"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some manifest in objects.of("Service")
	addresses := objects.list_of(manifest.spec, "externalIPs")
	count(addresses) > 0
	message := sprintf("the Service claims %s", [concat(", ", addresses)])
	found := finding.at(manifest, "/spec/externalIPs", message)
}

# METADATA
# title: Services are not published around the ingress
# description: >-
#   A NodePort or LoadBalancer Service reaches its pods without the TLS, limits and logs of the ingress
#   controller.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types
# custom:
#   severity: warning
#   help: Use a ClusterIP Service behind an Ingress, or limit the LoadBalancer by loadBalancerSourceRanges.
package rules.security["public-service"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some manifest in objects.of("Service")
	manifest.spec.type in {"NodePort", "LoadBalancer"}
	count(objects.list_of(manifest.spec, "loadBalancerSourceRanges")) == 0
	message := sprintf("the Service is of type %s, open to every address", [manifest.spec.type])
	found := finding.at(manifest, "/spec/type", message)
}

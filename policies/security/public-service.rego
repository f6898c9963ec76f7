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

# Load balancers with an address of the private network only, by annotation.
# https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer
annotations := {
	"service.beta.kubernetes.io/aws-load-balancer-internal": {"true", "0.0.0.0/0"},
	"service.beta.kubernetes.io/aws-load-balancer-scheme": {"internal"},
	"service.beta.kubernetes.io/azure-load-balancer-internal": {"true"},
	"networking.gke.io/load-balancer-type": {"Internal"},
	"cloud.google.com/load-balancer-type": {"Internal"},
	"service.beta.kubernetes.io/openstack-internal-load-balancer": {"true"},
	"service.beta.kubernetes.io/oci-load-balancer-internal": {"true"},
	"service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type": {"private"},
}

findings contains found if {
	some manifest in objects.of("Service")
	manifest.spec.type == "NodePort"
	found := finding.at(manifest, "/spec/type", "the Service is of type NodePort, open to every address")
}

findings contains found if {
	some manifest in objects.of("Service")
	manifest.spec.type == "LoadBalancer"
	not is_internal(manifest)
	count(ranges(manifest)) == 0
	found := finding.at(manifest, "/spec/type", "the Service is of type LoadBalancer, open to every address")
}

findings contains found if {
	some manifest in objects.of("Service")
	manifest.spec.type == "LoadBalancer"
	not is_internal(manifest)
	some i, range in objects.list_of(manifest.spec, "loadBalancerSourceRanges")
	trim_space(range) in {"0.0.0.0/0", "::/0"}
	message := sprintf("the LoadBalancer is limited to %s, which is every address", [range])
	found := finding.at(manifest, concat("/", ["/spec/loadBalancerSourceRanges", format_int(i, 10)]), message)
}

is_internal(manifest) if {
	some name, values in annotations
	objects.annotations_of(manifest)[name] in values
}

# Tailscale's load balancers have an address in the tailnet alone. https://tailscale.com/kb/1439/kubernetes-operator-cluster-ingress
is_internal(manifest) if manifest.spec.loadBalancerClass == "tailscale"

# The annotation is the field's older form.
ranges(manifest) := objects.list_of(manifest.spec, "loadBalancerSourceRanges") if {
	count(objects.list_of(manifest.spec, "loadBalancerSourceRanges")) > 0
} else := [range |
	some range in split(object.get(objects.annotations_of(manifest), "service.beta.kubernetes.io/load-balancer-source-ranges", ""), ",")
	range != ""
]

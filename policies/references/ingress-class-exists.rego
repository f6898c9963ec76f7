# METADATA
# title: Ingress classes are there
# description: No controller takes up an Ingress of a class that the cluster does not have.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class
# custom:
#   severity: error
#   help: Use a class of the cluster, and declare it in policies/data/platform.yaml.
package rules.references["ingress-class-exists"]

import data.lib.finding
import data.lib.ingresses
import data.lib.objects
import data.lib.platform

findings contains found if {
	platform.knows("networking.k8s.io/IngressClass")
	some ingress in objects.of("networking.k8s.io/Ingress")
	class := ingresses.class_of(ingress)
	not platform.exists("networking.k8s.io/IngressClass", "", class.name)
	found := finding.at(ingress, class.path, sprintf("there is no IngressClass \"%s\"", [class.name]))
}

findings contains found if {
	some ingress in objects.of("networking.k8s.io/Ingress")
	not ingresses.class_of(ingress)
	found := finding.at(ingress, "/spec", "has no ingressClassName, so which controller takes it depends on the cluster")
}

# METADATA
# title: An Ingress names its class by the field
# description: >-
#   The annotation kubernetes.io/ingress.class is deprecated since Kubernetes 1.18. Controllers may stop reading it, and one that does
#   not read it leaves the Ingress alone.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/ingress/#deprecated-annotation
# custom:
#   severity: warning
#   help: Move the name to spec.ingressClassName, and remove the annotation.
package rules.references["ingress-class-field"]

import data.lib.finding
import data.lib.ingresses
import data.lib.objects

findings contains found if {
	some ingress in objects.of("networking.k8s.io/Ingress")
	name := objects.annotations_of(ingress)[ingresses.class_annotation]
	path := finding.pointer(["metadata", "annotations", ingresses.class_annotation])
	found := finding.at(ingress, path, sprintf("the class \"%s\" is named by a deprecated annotation", [name]))
}

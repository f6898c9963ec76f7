# METADATA
# title: The ingress controller reaches the pods behind an Ingress
# description: |
#   Pods under default deny behind an Ingress need a rule that admits the controller; else every request ends in
#   504.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: error
#   help: Admit the controller's pods on the port in a NetworkPolicy of the pods.
package rules.references["network-ingress"]

import data.lib.finding
import data.lib.ingresses
import data.lib.network
import data.lib.objects
import data.lib.platform
import data.lib.services

findings contains found if {
	some ingress in objects.of("networking.k8s.io/Ingress")
	some class in platform.provided("IngressClass")
	class.name == ingresses.class_of(ingress).name
	controller := object.union({"ports": []}, class.pods)
	some i, rule in objects.list_of(ingress.spec, "rules")
	some j, each in objects.list_of(objects.map_of(rule, "http"), "paths")
	some service in objects.named("Service", objects.namespace_of(ingress), each.backend.service.name)
	some end in services.reached(service, number_of(service, each.backend.service.port))
	not network.lets_in(controller, end.endpoint, end.port)
	found := finding.at(ingress, sprintf("/spec/rules/%d/http/paths/%d/backend", [i, j]), sprintf(
		"no NetworkPolicy lets the controller in namespace \"%s\" in to %s \"%s\" port %d",
		[controller.namespace, end.pod.object.kind, end.pod.object.metadata.name, end.port.number],
	))
}

number_of(_, port) := port.number

number_of(service, port) := numbers[0] if {
	numbers := [each.port | some each in service.spec.ports; each.name == port.name]
}

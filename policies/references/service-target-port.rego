# METADATA
# title: A Service's port is one of its pods' ports
# description: |
#   A target port that no container has refuses every connection; a name that no container has gives the Service no
#   endpoints for it.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports
# custom:
#   severity: error
#   help: Use the name of a container's port.
package rules.references["service-target-port"]

import data.lib.finding
import data.lib.objects
import data.lib.selection

findings contains found if {
	some service in objects.of("Service")
	some i, port in objects.list_of(service.spec, "ports")
	target := object.get(port, "targetPort", port.port)
	some pod in selection.pods_of_service(service)
	not selection.has_port(pod, target)
	found := finding.at(service, sprintf("/spec/ports/%d", [i]), sprintf("%s \"%s\" has no port %v; it has %s", [
		pod.object.kind,
		pod.object.metadata.name,
		target,
		concat(", ", [sprintf("%s %d", [declared.name, declared.containerPort]) | some declared in selection.ports(pod)]),
	]))
}

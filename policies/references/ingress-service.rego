# METADATA
# title: An Ingress leads to a Service and its port
# description: An Ingress whose backend is not there answers 502 or 503 for that path.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/ingress/
# custom:
#   severity: error
#   help: Correct the name or the port of the backend.
package rules.references["ingress-service"]

import data.lib.finding
import data.lib.objects
import data.lib.platform

findings contains found if {
	some backend in backends
	namespace := objects.namespace_of(backend.object)
	not platform.exists("Service", namespace, backend.service.name)
	found := finding.at(backend.object, backend.path, sprintf("there is no Service \"%s\" in namespace \"%s\"", [backend.service.name, namespace]))
}

findings contains found if {
	some backend in backends
	some service in objects.named("Service", objects.namespace_of(backend.object), backend.service.name)
	not has_port(service, backend.service.port)
	found := finding.at(backend.object, concat("", [backend.path, "/port"]), sprintf("Service \"%s\" has no port %v; it has %s", [
		service.metadata.name,
		wanted(backend.service.port),
		concat(", ", [sprintf("%s %d", [object.get(port, "name", "(unnamed)"), port.port]) | some port in service.spec.ports]),
	]))
}

backends contains {"object": ingress, "path": concat("", [path, "/service"]), "service": backend.service} if {
	some ingress in objects.of("networking.k8s.io/Ingress")
	some path, backend in found_in(ingress)
}

found_in(ingress) := object.union(default_backend(ingress), {pointer: each.backend |
	some i, rule in objects.list_of(ingress.spec, "rules")
	some j, each in objects.list_of(objects.map_of(rule, "http"), "paths")
	pointer := sprintf("/spec/rules/%d/http/paths/%d/backend", [i, j])
})

default_backend(ingress) := {"/spec/defaultBackend": ingress.spec.defaultBackend} if ingress.spec.defaultBackend

default_backend(ingress) := {} if not ingress.spec.defaultBackend

has_port(service, port) if {
	some each in service.spec.ports
	each.name == port.name
}

has_port(service, port) if {
	some each in service.spec.ports
	each.port == port.number
}

wanted(port) := object.get(port, "name", object.get(port, "number", "(none)"))

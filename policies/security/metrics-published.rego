# METADATA
# title: Ingresses do not publish a scraped port
# description: >-
#   The path that Prometheus scrapes, on the port that the Ingress publishes, is open to everybody who reaches the
#   Ingress.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/ingress/
#   - https://prometheus.io/docs/operating/security/
# custom:
#   severity: error
#   help: Serve the metrics on a port of their own, or deny the path in the Ingress.
package rules.security["metrics-published"]

import data.lib.finding
import data.lib.ingresses
import data.lib.labels
import data.lib.objects

findings contains found if {
	some route in ingresses.routes
	not route.guarded
	some service in objects.in_namespace("Service", objects.namespace_of(route.object))
	service.metadata.name == route.service
	some path in scraped(service, route.port.name)
	ingresses.covers(route, path)
	not shielded(route.host, path)
	message := sprintf("%s%s publishes the metrics at %s of Service %s", [route.host, route.path, path, route.service])
	found := finding.at(route.object, route.pointer, message)
}

# The paths that a ServiceMonitor asks on a port of a Service.
scraped(service, port) := {object.get(endpoint, "path", "/metrics") |
	some monitor in objects.of("monitoring.coreos.com/ServiceMonitor")
	labels.matches(monitor.spec.selector, objects.labels_of(service))
	objects.namespace_of(service) in object.get(monitor.spec, ["namespaceSelector", "matchNames"], [objects.namespace_of(monitor)])
	some endpoint in monitor.spec.endpoints
	endpoint.port == port
}

shielded(host, path) if {
	some route in ingresses.routes
	route.host == host
	route.guarded
	ingresses.covers(route, path)
}

# METADATA
# title: Administration and metrics stay inside
# description: >-
#   What an operator or Prometheus asks a program is nobody else's business; on the internet it is a switch for
#   strangers.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/ingress/
# custom:
#   severity: error
#   help: >-
#     Remove the path, or put an Ingress before it that denies or authenticates; a program's own private paths are
#     listed in policies/data/security.yaml.
package rules.security["ingress-private-path"]

import data.lib.finding
import data.lib.ingresses
import data.lib.objects

findings contains found if {
	some route in ingresses.routes
	not route.guarded
	some private in data.params.security.private_paths
	ingresses.covers({"path": private, "prefix": true}, route.path)
	message := sprintf("%s%s is published", [route.host, route.path])
	found := finding.at(route.object, route.pointer, message)
}

findings contains found if {
	some route in ingresses.routes
	not route.guarded
	some private in data.params.security.private_paths_of[concat("/", [objects.namespace_of(route.object), route.service])]
	ingresses.covers(route, private)
	lower(route.path) != lower(private)
	not shielded(route.host, private)
	message := sprintf("%s%s publishes %s of Service %s too", [route.host, route.path, private, route.service])
	found := finding.at(route.object, route.pointer, message)
}

# A longer path of the same host goes first.
shielded(host, private) if {
	some route in ingresses.routes
	route.host == host
	route.guarded
	ingresses.covers(route, private)
}

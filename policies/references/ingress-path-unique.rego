# METADATA
# title: One Ingress for one host and path
# description: >-
#   Two Ingresses of one class that claim the same host and path are merged by the age of the objects, or refused:
#   which Service answers is chance.
# custom:
#   severity: error
#   help: >-
#     Keep the path in one Ingress.
package rules.references["ingress-path-unique"]

import data.lib.finding
import data.lib.ingresses
import data.lib.objects

findings contains found if {
	some i, route in ingresses.routes
	others := [other |
		some j, other in ingresses.routes
		j < i
		is_same(route, other)
	]
	count(others) > 0
	found := finding.at(route.object, route.pointer, sprintf("Ingress \"%s\" has the path %s%s too", [others[0].object.metadata.name, route.host, route.path]))
}

is_same(route, other) if {
	route.host == other.host
	route.path == other.path
	route.prefix == other.prefix
	class(route.object) == class(other.object)
	not is_canary(route.object)
	not is_canary(other.object)
}

class(manifest) := ingresses.class_of(manifest).name if {
	ingresses.class_of(manifest)
} else := ""

# Some share a path on purpose. https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary
is_canary(manifest) if objects.annotations_of(manifest)["nginx.ingress.kubernetes.io/canary"] == "true"

# Minions of NGINX's mergeable Ingresses.
is_canary(manifest) if objects.annotations_of(manifest)["nginx.org/mergeable-ingress-type"]

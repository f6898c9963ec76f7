# METADATA
# title: A host leads to one environment
# description: |
#   A name leads to one place. Of two environments that claim it one is not reached, and its certificate is never issued.
#   Environments that share a name on purpose, behind a DNS service that chooses between them, turn this rule off.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/ingress/#name-based-virtual-hosting
# custom:
#   severity: warning
#   help: Give each environment a host of its own.
package rules.references["host-unique"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some claim in claims
	environments := input.hosts_elsewhere[claim.host]
	found := finding.at(claim.object, claim.path, sprintf("\"%s\" is the host of %s too", [claim.host, concat(" and ", environments)]))
}

claims contains {"object": ingress, "host": rule.host, "path": finding.pointer(["spec", "rules", i, "host"])} if {
	some ingress in objects.of("networking.k8s.io/Ingress")
	some i, rule in objects.list_of(ingress.spec, "rules")
}

claims contains {"object": route, "host": host, "path": finding.pointer(["spec", "hostnames", i])} if {
	some route in input.objects
	startswith(route.apiVersion, "gateway.networking.k8s.io/")
	some i, host in objects.list_of(route.spec, "hostnames")
}

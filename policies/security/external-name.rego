# METADATA
# title: A Service does not lead into the machine that follows it
# description: >-
#   An ExternalName that is localhost, an address of the node or of the metadata service makes whoever follows it,
#   such as an ingress controller, talk to itself.
# custom:
#   severity: error
#   help: >-
#     Name a host outside, or use a Service with a selector.
package rules.security["external-name"]

import data.lib.finding
import data.lib.objects

own := concat("", [
	"^(", concat("|", [
		`localhost`,
		`.*\.localhost`,
		`localhost\.localdomain`,
		`127\.[0-9.]+`,
		`0\.0\.0\.0`,
		`169\.254\.[0-9.]+`,
		`metadata\.google\.internal`,
		`kubernetes\.default(\.svc.*)?`,
	]),
	`)\.?$`,
])

findings contains found if {
	some manifest in objects.of("Service")
	manifest.spec.type == "ExternalName"
	regex.match(own, lower(manifest.spec.externalName))
	found := finding.at(manifest, "/spec/externalName", sprintf(
		"leads to %s, which is the machine of whoever follows it, or the cluster's own API",
		[manifest.spec.externalName],
	))
}

# METADATA
# title: Issuers are there
# description: A certificate of an issuer that does not exist is never issued.
# related_resources:
#   - https://cert-manager.io/docs/configuration/issuers/
# custom:
#   severity: error
#   help: Correct the name, or declare the issuer in policies/data/platform.yaml.
package rules.references["issuer-exists"]

import data.lib.finding
import data.lib.issuers
import data.lib.platform

findings contains found if {
	some reference in issuers.references
	is_known(reference)
	not platform.exists(concat("/", ["cert-manager.io", reference.kind]), reference.namespace, reference.name)
	found := finding.at(reference.object, reference.path, sprintf("there is no %s \"%s\"", [reference.kind, reference.name]))
}

# An Issuer stands beside what it serves; that a ClusterIssuer is missing can be said only where some are known.
is_known(reference) if reference.kind != "ClusterIssuer"

is_known(reference) if platform.knows(concat("/", ["cert-manager.io", reference.kind]))

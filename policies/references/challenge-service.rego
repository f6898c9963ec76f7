# METADATA
# title: A certificate's challenge may have its Service
# description: |
#   For an HTTP-01 challenge cert-manager makes a Service beside the Certificate, a NodePort unless the solver says
#   otherwise. Where a quota allows none the challenge waits for ever, and so does whatever waits for the certificate.
# related_resources:
#   - https://cert-manager.io/docs/configuration/acme/http01/#servicetype
# custom:
#   severity: error
#   help: "Set serviceType: ClusterIP on the solver."
package rules.references["challenge-service"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some issuer in issuers
	some i, solver in objects.list_of(object.get(issuer.spec, "acme", {}), "solvers")
	ingress := solver.http01.ingress
	object.get(ingress, "serviceType", "NodePort") == "NodePort"
	some certificate in certificates_of(issuer)
	namespace := objects.namespace_of(certificate)
	some quota in objects.in_namespace("ResourceQuota", namespace)
	sprintf("%v", [quota.spec.hard["services.nodeports"]]) == "0"
	found := finding.at(
		issuer,
		finding.pointer(["spec", "acme", "solvers", i, "http01", "ingress"]),
		sprintf("the challenge of Certificate \"%s\" gets a NodePort, and the quota of namespace \"%s\" allows none", [certificate.metadata.name, namespace]),
	)
}

issuers := array.concat(objects.of("cert-manager.io/ClusterIssuer"), objects.of("cert-manager.io/Issuer"))

certificates_of(issuer) := [certificate |
	some certificate in objects.of("cert-manager.io/Certificate")
	certificate.spec.issuerRef.name == issuer.metadata.name
	object.get(certificate.spec.issuerRef, "kind", "Issuer") == issuer.kind
	issuer_namespace(issuer, certificate) == objects.namespace_of(certificate)
]

issuer_namespace(issuer, _) := objects.namespace_of(issuer) if issuer.kind == "Issuer"

issuer_namespace(issuer, certificate) := objects.namespace_of(certificate) if issuer.kind == "ClusterIssuer"

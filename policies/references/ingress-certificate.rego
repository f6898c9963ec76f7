# METADATA
# title: An Ingress's certificate comes from somewhere
# description: Without the Secret it names, an Ingress controller serves its own self-signed certificate.
# related_resources:
#   - https://cert-manager.io/docs/usage/ingress/
# custom:
#   severity: error
#   help: Add a Certificate for the Secret, or the annotation cert-manager.io/cluster-issuer.
package rules.references["ingress-certificate"]

import data.lib.finding
import data.lib.objects
import data.lib.secrets

findings contains found if {
	some ingress in objects.of("networking.k8s.io/Ingress")
	some i, tls in objects.list_of(ingress.spec, "tls")
	count(secrets.of(objects.namespace_of(ingress), tls.secretName)) == 0
	found := finding.at(ingress, sprintf("/spec/tls/%d/secretName", [i]), sprintf(
		"nothing makes the Secret \"%s\" in namespace \"%s\"",
		[tls.secretName, objects.namespace_of(ingress)],
	))
}

# A host that no rendered certificate of the Secret names.
findings contains found if {
	some ingress in objects.of("networking.k8s.io/Ingress")
	some i, tls in objects.list_of(ingress.spec, "tls")
	some j, host in objects.list_of(tls, "hosts")
	certificates := [certificate |
		some certificate in objects.in_namespace("cert-manager.io/Certificate", objects.namespace_of(ingress))
		certificate.spec.secretName == tls.secretName
	]
	count(certificates) > 0
	every certificate in certificates { not names(certificate, host) }
	found := finding.at(ingress, sprintf("/spec/tls/%d/hosts/%d", [i, j]), sprintf("Certificate \"%s\" is not for %s", [
		certificates[0].metadata.name,
		host,
	]))
}

names(certificate, host) if certificate.spec.commonName == host

names(certificate, host) if host in objects.list_of(certificate.spec, "dnsNames")

# A wildcard stands for one label.
names(certificate, host) if {
	labels := split(host, ".")
	wildcard := concat(".", array.concat(["*"], array.slice(labels, 1, count(labels))))
	wildcard in objects.list_of(certificate.spec, "dnsNames")
}

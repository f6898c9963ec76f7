# METADATA
# title: Ingresses use TLS
# description: Without TLS for its host, everything a user sends travels in plain text.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/ingress/
# custom:
#   severity: error
#   help: Add the host to spec.tls with the secret of its certificate.
package rules.security["ingress-tls"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some manifest in objects.of("networking.k8s.io/Ingress")
	some i, rule in manifest.spec.rules
	host := object.get(rule, "host", "")
	not secured(objects.namespace_of(manifest), host)
	message := sprintf("%s has no entry in spec.tls", [described(host)])
	found := finding.at(manifest, concat("/", ["/spec/rules", format_int(i, 10), "host"]), message)
}

findings contains found if {
	some manifest in objects.of("networking.k8s.io/Ingress")
	manifest.spec.defaultBackend
	count(objects.list_of(manifest.spec, "rules")) == 0
	count(objects.list_of(manifest.spec, "tls")) == 0
	found := finding.at(manifest, "/spec/defaultBackend", "the default backend answers every host, and there is no entry in spec.tls")
}

described("") := "the rule for every host"

described(host) := sprintf("host %s", [host]) if host != ""

# Several Ingresses may share a host, and one of them its certificate.
secured(namespace, host) if {
	some manifest in objects.in_namespace("networking.k8s.io/Ingress", namespace)
	some tls in objects.list_of(manifest.spec, "tls")
	some name in object.get(tls, "hosts", [host])
	matches(name, host)
}

matches(name, host) if name == host

matches(name, host) if {
	startswith(name, "*.")
	concat(".", array.slice(split(host, "."), 1, 100)) == trim_prefix(name, "*.")
}

# METADATA
# title: The quota admits the solver of certificates
# description: >-
#   cert-manager answers an HTTP-01 challenge by a Service of type NodePort unless told otherwise. Where a
#   ResourceQuota allows no node ports, no certificate is ever issued.
# related_resources:
#   - https://cert-manager.io/docs/configuration/acme/http01/#servicetype
# custom:
#   severity: error
#   help: >-
#     Set http01.ingress.serviceType to ClusterIP, or allow node ports in the quota.
package rules.references["solver-quota"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some type in ["cert-manager.io/Issuer", "cert-manager.io/ClusterIssuer"]
	some issuer in objects.of(type)
	some i, solver in objects.list_of(objects.map_of(issuer.spec, "acme"), "solvers")
	some kind in ["ingress", "gatewayHTTPRoute"]
	solver.http01[kind]
	object.get(solver.http01[kind], "serviceType", "NodePort") == "NodePort"
	some quota in objects.of("ResourceQuota")
	serves(issuer, quota)
	quota.spec.hard["services.nodeports"] in {0, "0"}
	found := finding.at(issuer, sprintf("/spec/acme/solvers/%d/http01/%s", [i, kind]), sprintf(
		"solves challenges by a NodePort Service, and ResourceQuota \"%s\" of namespace \"%s\" allows none",
		[quota.metadata.name, objects.namespace_of(quota)],
	))
}

serves(issuer, quota) if objects.namespace_of(issuer) == objects.namespace_of(quota)

serves(issuer, quota) if {
	issuer.kind == "ClusterIssuer"
	some type in ["cert-manager.io/Certificate", "networking.k8s.io/Ingress"]
	some manifest in objects.in_namespace(type, objects.namespace_of(quota))
	issuer.metadata.name in {
		object.get(manifest, ["spec", "issuerRef", "name"], ""),
		object.get(objects.annotations_of(manifest), "cert-manager.io/cluster-issuer", ""),
	}
}

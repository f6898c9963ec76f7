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
import data.lib.objects
import data.lib.platform

findings contains found if {
	some reference in issuer_references
	is_known(reference)
	not platform.exists(concat("/", ["cert-manager.io", reference.kind]), reference.namespace, reference.name)
	found := finding.at(reference.object, reference.path, sprintf("there is no %s \"%s\"", [reference.kind, reference.name]))
}

# An Issuer stands beside what it serves; that a ClusterIssuer is missing can be said only where some are known.
is_known(reference) if reference.kind != "ClusterIssuer"

is_known(reference) if platform.knows(concat("/", ["cert-manager.io", reference.kind]))

issuer_references contains {
	"object": manifest,
	"path": "/spec/issuerRef",
	"kind": kind,
	"name": manifest.spec.issuerRef.name,
	"namespace": namespace_for(kind, manifest),
} if {
	some manifest in objects.of("cert-manager.io/Certificate")
	object.get(manifest.spec.issuerRef, "group", "cert-manager.io") == "cert-manager.io"
	kind := object.get(manifest.spec.issuerRef, "kind", "Issuer")
}

issuer_references contains {
	"object": manifest,
	"path": finding.pointer(["metadata", "annotations", annotation]),
	"kind": kind,
	"name": name,
	"namespace": namespace_for(kind, manifest),
} if {
	some type in ["networking.k8s.io/Ingress", "gateway.networking.k8s.io/Gateway"]
	some manifest in objects.of(type)
	some annotation, kind in {"cert-manager.io/cluster-issuer": "ClusterIssuer", "cert-manager.io/issuer": "Issuer"}
	name := objects.annotations_of(manifest)[annotation]
}

namespace_for("ClusterIssuer", _) := ""

namespace_for("Issuer", manifest) := objects.namespace_of(manifest)

# METADATA
# title: Who signs certificates
# description: Every mention of an issuer of cert-manager.
package lib.issuers

import data.lib.finding
import data.lib.objects

# METADATA
# scope: document
# description: |
#   Each mention: {object, path (JSON pointer), kind (Issuer or ClusterIssuer), name, namespace ("" for a ClusterIssuer)}.
references contains {
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

references contains {
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

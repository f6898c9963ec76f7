package rules.references["challenge-service_test"]

import data.rules.references["challenge-service"] as rule

issuer(kind, ingress) := {
	"apiVersion": "cert-manager.io/v1",
	"kind": kind,
	"metadata": {"name": "acme", "namespace": "web"},
	"spec": {"acme": {"solvers": [{"dns01": {}}, {"http01": {"ingress": ingress}}]}},
}

certificate(kind) := {
	"apiVersion": "cert-manager.io/v1",
	"kind": "Certificate",
	"metadata": {"name": "web", "namespace": "web"},
	"spec": {"issuerRef": {"kind": kind, "name": "acme"}},
}

quota(namespace, ports) := {
	"apiVersion": "v1",
	"kind": "ResourceQuota",
	"metadata": {"name": "all", "namespace": namespace},
	"spec": {"hard": {"services.nodeports": ports}},
}

accept := {
	"a ClusterIP": [issuer("ClusterIssuer", {"serviceType": "ClusterIP"}), certificate("ClusterIssuer"), quota("web", "0")],
	"a quota that allows some": [issuer("ClusterIssuer", {}), certificate("ClusterIssuer"), quota("web", "2")],
	"a quota elsewhere": [issuer("ClusterIssuer", {}), certificate("ClusterIssuer"), quota("db", "0")],
	"another issuer": [issuer("Issuer", {}), certificate("ClusterIssuer"), quota("web", "0")],
}

reject := {
	"the default": [issuer("ClusterIssuer", {}), certificate("ClusterIssuer"), quota("web", "0")],
	"a NodePort": [issuer("ClusterIssuer", {"serviceType": "NodePort"}), certificate("ClusterIssuer"), quota("web", 0)],
	"an Issuer": [issuer("Issuer", {}), certificate("Issuer"), quota("web", "0")],
}

test_accept[name] if {
	some name, objects in accept
	found := rule.findings with input as {"objects": objects}
	count(found) == 0
}

test_reject[name] if {
	some name, objects in reject
	found := rule.findings with input as {"objects": objects}
	{finding.path | some finding in found} == {"/spec/acme/solvers/1/http01/ingress"}
}

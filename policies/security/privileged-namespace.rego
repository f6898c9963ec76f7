# METADATA
# title: Few namespaces are privileged
# description: >-
#   In a privileged namespace no Pod Security control holds. Those that may be are listed in
#   policies/data/security.yaml, each with its reason.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-admission/
# custom:
#   severity: error
#   help: Use the level baseline or restricted, or add the namespace with its reason to policies/data/security.yaml.
package rules.security["privileged-namespace"]

import data.lib.finding
import data.lib.objects
import data.lib.pod_security

findings contains found if {
	some manifest in objects.of("Namespace")
	objects.labels_of(manifest)[pod_security.label] == "privileged"
	not data.params.security.privileged_namespaces[manifest.metadata.name]
	message := sprintf("namespace %s is privileged", [manifest.metadata.name])
	found := finding.at(manifest, concat("", ["/metadata/labels", finding.pointer([pod_security.label])]), message)
}

findings contains found if {
	some manifest in objects.of("argoproj.io/Application")
	managed := object.get(manifest, ["spec", "syncPolicy", "managedNamespaceMetadata", "labels"], {})
	managed[pod_security.label] == "privileged"
	namespace := manifest.spec.destination.namespace
	not data.params.security.privileged_namespaces[namespace]
	path := concat("", ["/spec/syncPolicy/managedNamespaceMetadata/labels", finding.pointer([pod_security.label])])
	message := sprintf("the Application makes namespace %s privileged", [namespace])
	found := finding.at(manifest, path, message)
}

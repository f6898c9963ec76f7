# METADATA
# title: Volume claims are there
# description: A pod that names a PersistentVolumeClaim nobody creates stays Pending.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/persistent-volumes/#claims-as-volumes
# custom:
#   severity: error
#   help: Correct the name, or render the claim.
package rules.references["claim-exists"]

import data.lib.finding
import data.lib.platform
import data.lib.pod_references

findings contains found if {
	some reference in pod_references.references
	reference.kind == "PersistentVolumeClaim"
	not platform.exists("PersistentVolumeClaim", reference.pod.namespace, reference.name)
	found := finding.at(reference.pod.object, reference.path, sprintf(
		"there is no PersistentVolumeClaim \"%s\" in namespace \"%s\"",
		[reference.name, reference.pod.namespace],
	))
}

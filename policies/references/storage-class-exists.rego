# METADATA
# title: Storage classes are there
# description: A claim for a StorageClass that the cluster does not have stays Pending for ever.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/storage-classes/
# custom:
#   severity: error
#   help: Use a class of the cluster, and declare it in policies/data/platform.yaml.
package rules.references["storage-class-exists"]

import data.lib.finding
import data.lib.objects
import data.lib.platform

findings contains found if {
	some manifest in objects.of("PersistentVolumeClaim")
	name := manifest.spec.storageClassName
	is_missing(name)
	found := finding.at(manifest, "/spec/storageClassName", sprintf("there is no StorageClass \"%s\"", [name]))
}

findings contains found if {
	some manifest in objects.of("apps/StatefulSet")
	some i, template in objects.list_of(manifest.spec, "volumeClaimTemplates")
	name := template.spec.storageClassName
	is_missing(name)
	found := finding.at(manifest, sprintf("/spec/volumeClaimTemplates/%d/spec/storageClassName", [i]), sprintf(
		"there is no StorageClass \"%s\"",
		[name],
	))
}

# "" asks for a volume that somebody made by hand.
is_missing(name) if {
	name != ""
	platform.knows("storage.k8s.io/StorageClass")
	not platform.exists("storage.k8s.io/StorageClass", "", name)
}

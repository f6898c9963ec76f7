# METADATA
# title: A volume claim names its class
# description: >-
#   Without storageClassName the cluster chooses, and another cluster chooses another: its speed, its price, and
#   whether the volume is deleted with the claim.
# related_resources:
#   - https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1
# custom:
#   severity: warning
#   help: >-
#     Name the class; or "" for a volume that is there already.
package rules.references["claim-class"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some claim in objects.of("PersistentVolumeClaim")
	is_undecided(claim.spec)
	found := finding.at(claim, "/spec", "has no storageClassName, so the cluster chooses the volume")
}

findings contains found if {
	some manifest in objects.of("apps/StatefulSet")
	some i, claim in objects.list_of(manifest.spec, "volumeClaimTemplates")
	is_undecided(claim.spec)
	found := finding.at(manifest, sprintf("/spec/volumeClaimTemplates/%d/spec", [i]), "has no storageClassName, so the cluster chooses the volume")
}

is_undecided(spec) if {
	not is_string(object.get(spec, "storageClassName", null))
	object.get(spec, "volumeName", "") == ""
}

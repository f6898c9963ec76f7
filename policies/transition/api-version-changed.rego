# METADATA
# title: Another API version brings other defaults
# description: |
#   Within a group Argo CD updates the object in place, and fields that Git leaves out take the defaults of the new
#   version. In another group it is another object, made and pruned in one sync.
# related_resources:
#   - https://kubernetes.io/docs/reference/using-api/deprecation-guide/
# custom:
#   severity: info
#   help: >-
#     Read the migration notes of the version, and compare with kubectl diff before the sync; write out the fields
#     whose old default must stay.
package rules.transition["api-version-changed"]

import data.lib.finding
import data.lib.objects
import data.lib.steps

findings contains found if {
	some change in steps.changed
	change.before.apiVersion != change.after.apiVersion
	found := finding.at(change.after, "/apiVersion", sprintf("%s becomes %s: fields that Git leaves out take the defaults of the new version", [
		change.before.apiVersion,
		change.after.apiVersion,
	]))
}

findings contains found if {
	some gone in steps.pruned
	some come in steps.added
	gone.before.kind == come.after.kind
	gone.before.metadata.name == come.after.metadata.name
	objects.namespace_of(gone.before) == objects.namespace_of(come.after)
	found := finding.at(come.after, "/apiVersion", sprintf("moves from %s to %s: to Argo CD that is another object, and pruning the old may take the new along", [
		gone.before.apiVersion,
		come.after.apiVersion,
	]))
}

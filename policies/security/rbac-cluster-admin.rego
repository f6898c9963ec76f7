# METADATA
# title: Nobody is cluster-admin
# description: cluster-admin may do anything to anything, and no review of other roles matters beside it.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: error
#   help: >-
#     Bind a role with the rights that are needed; or list the binding with its reason in
#     policies/data/security.yaml.
package rules.security["rbac-cluster-admin"]

import data.lib.finding
import data.lib.rbac

findings contains found if {
	some manifest in rbac.bindings
	manifest.roleRef.kind == "ClusterRole"
	manifest.roleRef.name == "cluster-admin"
	not data.params.security.cluster_admins[rbac.listed_name(manifest)]
	message := sprintf("binds cluster-admin to %s", [concat(", ", [subject.name | some subject in manifest.subjects])])
	found := finding.at(manifest, "/roleRef/name", message)
}

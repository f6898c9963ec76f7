# METADATA
# title: Roles are bound to somebody in particular
# description: >-
#   A role of everybody, of every service account, or of the account that pods get when they name none, is a role
#   of the next pod that somebody breaks into. The group system:masters passes every check before any role is asked.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: error
#   help: Bind the role to the ServiceAccount of the one program that needs it.
package rules.security["rbac-subjects"]

import data.lib.finding
import data.lib.rbac

everybody := {"system:anonymous", "system:unauthenticated", "system:authenticated", "system:serviceaccounts"}

findings contains found if {
	some manifest in rbac.bindings
	some i, subject in manifest.subjects
	what := problem(manifest, subject)
	message := sprintf("binds %s to %s", [manifest.roleRef.name, what])
	found := finding.at(manifest, concat("", ["/subjects/", format_int(i, 10), "/name"]), message)
}

problem(_, subject) := subject.name if subject.name in everybody

problem(_, subject) := subject.name if startswith(subject.name, "system:serviceaccounts:")

problem(_, subject) := "system:masters, whose members may do anything whatever is bound" if {
	subject.kind == "Group"
	subject.name == "system:masters"
}

problem(binding, subject) := "the ServiceAccount that pods get when they name none" if {
	rbac.account_of(binding, subject).name == "default"
}

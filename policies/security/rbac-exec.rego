# METADATA
# title: No way into pods
# description: exec, attach and port-forward give the rights, secrets and network of every pod of the namespace.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: error
#   help: Remove the right; people get it for a time, through their own accounts.
package rules.security["rbac-exec"]

import data.lib.finding
import data.lib.rbac

findings contains found if {
	some entry in rbac.rules
	ways := {"pods/exec", "pods/attach", "pods/portforward", "pods/ephemeralcontainers"}
	rbac.grants(entry.rule, "", ways, {"create", "get", "update", "patch"})
	message := sprintf("opens %s", [concat(", ", sort(rbac.granted(entry.rule, ways)))])
	found := finding.at(entry.object, concat("", [entry.path, "/resources"]), message)
}

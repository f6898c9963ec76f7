# METADATA
# title: No wildcards in roles
# description: >-
#   A wildcard grants what does not exist yet: the next custom resource, the next verb.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: error
#   help: Name the groups, resources and verbs.
package rules.security["rbac-wildcard"]

import data.lib.finding
import data.lib.objects
import data.lib.rbac

findings contains found if {
	some entry in rbac.rules
	some field in ["apiGroups", "resources", "verbs", "nonResourceURLs"]
	some i, value in objects.list_of(entry.rule, field)
	value in {"*", "*/*"}
	message := sprintf("%s has the wildcard %s", [field, value])
	found := finding.at(entry.object, concat("/", [entry.path, field, format_int(i, 10)]), message)
}

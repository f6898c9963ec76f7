# METADATA
# title: A binding binds accounts that are there
# description: A binding for a ServiceAccount that does not exist waits for whoever creates one of that name.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/rbac/
# custom:
#   severity: error
#   help: >-
#     Correct the name and namespace of the subject, or declare the account in policies/data/platform.yaml.
package rules.references["role-subject"]

import data.lib.finding
import data.lib.objects
import data.lib.platform
import data.lib.rbac

findings contains found if {
	not platform.has_unseen_charts
	some binding in rbac.bindings
	some i, subject in objects.list_of(binding, "subjects")
	account := rbac.account_of(binding, subject)
	account.name != "default"
	not platform.exists("ServiceAccount", account.namespace, account.name)
	not platform.is_unknown(account.namespace)
	found := finding.at(binding, sprintf("/subjects/%d", [i]), sprintf(
		"there is no ServiceAccount \"%s\" in namespace \"%s\"",
		[account.name, account.namespace],
	))
}

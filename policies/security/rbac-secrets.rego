# METADATA
# title: Secrets are read by name
# description: >-
#   list and watch return the content of every Secret, whatever names get is limited to; get without names reads
#   each whose name can be guessed.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/rbac-good-practices/
# custom:
#   severity: error
#   help: Allow get only, with resourceNames; or name the role and its reason in policies/data/security.yaml.
package rules.security["rbac-secrets"]

import data.lib.finding
import data.lib.objects
import data.lib.rbac

findings contains found if {
	some entry in rbac.rules
	rbac.grants(entry.rule, "", {"secrets"}, {"get", "list", "watch"})
	count(objects.list_of(entry.rule, "resourceNames")) == 0
	not data.params.security.secret_readers[rbac.listed_name(entry.object)]
	message := sprintf("may %s every Secret", [concat(", ", sort([verb | some verb in entry.rule.verbs; verb in {"get", "list", "watch"}]))])
	found := finding.at(entry.object, concat("", [entry.path, "/resources"]), message)
}

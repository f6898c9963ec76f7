# METADATA
# title: Automated sync prunes and heals
# description: |
#   Both default to off: without prune what is removed from Git keeps running, without selfHeal what is changed by
#   hand stays changed.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/
# custom:
#   severity: error
#   help: Set syncPolicy.automated.prune and selfHeal to true.
package rules.gitops.automated

import data.lib.argocd
import data.lib.finding

findings contains found if {
	some application in argocd.applications
	automated := application.spec.syncPolicy.automated
	object.get(automated, "enabled", true) == true
	some field in ["prune", "selfHeal"]
	object.get(automated, field, false) != true
	found := finding.at(application, "/spec/syncPolicy/automated", sprintf("Application \"%s\" is automated without %s", [application.metadata.name, field]))
}

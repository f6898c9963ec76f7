# METADATA
# title: Sync options are spelled right
# description: |
#   Sync options are plain text: a misspelled one is accepted and does nothing.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
# custom:
#   severity: error
#   help: Correct the option.
package rules.gitops["sync-options"]

import data.lib.argocd
import data.lib.finding
import data.lib.objects
import data.lib.text

# Options of an Application, with the values they may have.
of_application := {
	"ApplyOutOfSyncOnly": ["true", "false"],
	"CreateNamespace": ["true", "false"],
	"FailOnSharedResource": ["true", "false"],
	"Force": ["true", "false"],
	"PruneLast": ["true", "false"],
	"PrunePropagationPolicy": ["foreground", "background", "orphan"],
	"Replace": ["true", "false"],
	"RespectIgnoreDifferences": ["true", "false"],
	"ServerSideApply": ["true", "false"],
	"ClientSideApplyMigration": ["true", "false"],
	"SkipDryRunOnMissingResource": ["true", "false"],
	"Validate": ["true", "false"],
	"Prune": ["true", "false", "confirm"],
	"Delete": ["true", "false", "confirm"],
}

# Options that only an object may have, and those it shares with its Application.
of_object := object.filter(of_application, [
	"Prune", "Delete", "Validate", "SkipDryRunOnMissingResource", "Replace", "Force", "ServerSideApply", "ClientSideApplyMigration", "PruneLast",
])

findings contains found if {
	some application in argocd.applications
	some i, option in object.get(application.spec, ["syncPolicy", "syncOptions"], [])
	wrong := problem(option, of_application)
	found := finding.at(application, sprintf("/spec/syncPolicy/syncOptions/%d", [i]), wrong)
}

findings contains found if {
	some manifest in input.objects
	some option in argocd.own_options(manifest)
	wrong := problem(option, of_object)
	found := finding.at(manifest, finding.pointer(["metadata", "annotations", "argocd.argoproj.io/sync-options"]), wrong)
}

problem(option, known) := sprintf("\"%s\" is no sync option%s", [option, text.did_you_mean(name(option), objects.keys_of(known))]) if {
	not known[name(option)]
}

problem(option, known) := sprintf("\"%s\": %s takes %s", [option, name(option), concat(" or ", known[name(option)])]) if {
	values := known[name(option)]
	not value(option) in values
}

name(option) := split(option, "=")[0]

value(option) := trim_prefix(option, concat("", [name(option), "="]))

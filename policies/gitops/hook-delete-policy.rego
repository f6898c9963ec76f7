# METADATA
# title: A hook says when it is removed
# description: |
#   A hook without a delete policy is kept until the next sync, when its successor of the same name replaces it:
#   logs and failures disappear at a moment nobody chose.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/#hook-deletion-policies
# custom:
#   severity: warning
#   help: Add argocd.argoproj.io/hook-delete-policy, usually BeforeHookCreation or HookSucceeded.
package rules.gitops["hook-delete-policy"]

import data.lib.finding
import data.lib.objects

policies := {"HookSucceeded", "HookFailed", "BeforeHookCreation"}

phases := {"PreSync", "Sync", "Skip", "PostSync", "SyncFail", "PreDelete", "PostDelete"}

findings contains found if {
	some manifest in input.objects
	hook := objects.annotations_of(manifest)["argocd.argoproj.io/hook"]
	hook != "Skip"
	not objects.annotations_of(manifest)["argocd.argoproj.io/hook-delete-policy"]
	found := finding.at(manifest, "/metadata/annotations", sprintf("is a %s hook and has no delete policy", [hook]))
}

findings contains found if {
	some manifest in input.objects
	some annotation, known in {"argocd.argoproj.io/hook": phases, "argocd.argoproj.io/hook-delete-policy": policies}
	some word in split(objects.annotations_of(manifest)[annotation], ",")
	not trim_space(word) in known
	found := finding.at(
		manifest,
		finding.pointer(["metadata", "annotations", annotation]),
		sprintf("%s: \"%s\" is none of %s", [annotation, word, concat(", ", known)]),
	)
}

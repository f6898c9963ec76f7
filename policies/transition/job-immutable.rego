# METADATA
# title: A Job keeps its pods
# description: |
#   A Job's template, selector, completionMode and the policies of its pods cannot change, its completions only
#   together with parallelism in an Indexed Job; the template of a suspended Job may be moved.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/job/
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/
# custom:
#   severity: error
#   help: >-
#     Give the Job a new name, make it an Argo CD hook with the delete policy BeforeHookCreation, or annotate it with
#     argocd.argoproj.io/sync-options: Force=true,Replace=true.
package rules.transition["job-immutable"]

import data.lib.objects
import data.lib.steps

fields := {"template", "selector", "completionMode", "podFailurePolicy", "successPolicy", "backoffLimitPerIndex", "managedBy"}

defaults := {"completionMode": "NonIndexed"}

findings contains found if {
	some change in jobs
	some field in fields
	otherwise := object.get(defaults, field, null)
	steps.differs(change, ["spec", field], otherwise)
	not moved_while_suspended(change, field)
	found := steps.refused(change, ["spec", field], otherwise)
}

findings contains found if {
	some change in jobs
	steps.differs(change, ["spec", "completions"], 1)
	not is_elastic(change.before.spec)
	found := steps.refused(change, ["spec", "completions"], 1)
}

jobs := [change |
	some change in steps.changed
	change.type == "batch/Job"
	not is_hook(change.after)
]

# Argo CD deletes a hook before it makes it again, unless its delete policy says otherwise.
is_hook(manifest) if objects.annotations_of(manifest)["argocd.argoproj.io/hook"]

moved_while_suspended(change, "template") if change.before.spec.suspend == true

is_elastic(spec) if spec.completionMode == "Indexed"

# METADATA
# title: An Application stays in its project
# description: |
#   What an Application may deploy, and where, is its project's to say: under another project the next sync may be
#   refused for kinds or namespaces it has deployed already.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/projects/
# custom:
#   severity: warning
#   help: >-
#     Let the new project allow everything that the Application deploys in a change of its own, and move the
#     Application after that.
package rules.transition["application-project"]

import data.lib.finding
import data.lib.steps

findings contains found if {
	some change in steps.changed
	change.type == "argoproj.io/Application"
	change.before.spec.project != change.after.spec.project
	found := finding.at(change.after, "/spec/project", sprintf("Application \"%s\" moves from project %s to %s, whose limits hold from the next sync on", [
		change.after.metadata.name,
		change.before.spec.project,
		change.after.spec.project,
	]))
}

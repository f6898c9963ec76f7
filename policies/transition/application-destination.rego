# METADATA
# title: An Application stays where it deploys
# description: |
#   With another destination Argo CD deploys everything anew there and forgets, or prunes, what it deployed before.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/
# custom:
#   severity: error
#   help: >-
#     Add a second Application for the new destination, move data and clients, and remove the first one after that.
package rules.transition["application-destination"]

import data.lib.finding
import data.lib.steps

findings contains found if {
	some change in steps.changed
	change.type == "argoproj.io/Application"
	some field in ["server", "name", "namespace"]
	steps.differs(change, ["spec", "destination", field], null)
	found := finding.at(change.after, sprintf("/spec/destination/%s", [field]), sprintf("Application \"%s\" moves from %s to %s and makes everything anew there", [
		change.after.metadata.name,
		steps.shown(object.get(change.before.spec.destination, field, null)),
		steps.shown(object.get(change.after.spec.destination, field, null)),
	]))
}

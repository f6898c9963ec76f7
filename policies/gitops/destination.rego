# METADATA
# title: A destination is one cluster
# description: With both server and name, or with neither, Argo CD refuses the Application.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#applications
# custom:
#   severity: error
#   help: Keep server or name.
package rules.gitops.destination

import data.lib.argocd
import data.lib.finding
import data.lib.objects

findings contains found if {
	some application in argocd.applications
	destination := objects.map_of(application.spec, "destination")
	given := [field | some field in ["server", "name"]; object.get(destination, field, "") != ""]
	count(given) != 1
	found := finding.at(application, "/spec/destination", sprintf("the destination of Application \"%s\" has %s", [
		application.metadata.name,
		{0: "neither server nor name", 2: "both server and name"}[count(given)],
	]))
}

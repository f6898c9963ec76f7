# METADATA
# title: An Application changes nothing of what it renders
# description: |
#   What source.kustomize sets on top of an overlay is in none of its files: whoever renders the folder, as every
#   check here does, sees something else than what is deployed.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/kustomize/
# custom:
#   severity: error
#   help: Move it into the overlay.
package rules.gitops["source-overrides"]

import data.lib.argocd
import data.lib.finding

findings contains found if {
	some entry in argocd.sources
	some field, _ in entry.source.kustomize
	not field in {"version", "apiVersions", "kubeVersion"}
	found := finding.at(entry.application, concat("", [entry.path, "/kustomize/", field]), sprintf("Application \"%s\" sets kustomize.%s on top of %s", [
		entry.application.metadata.name,
		field,
		object.get(entry.source, "path", entry.source.repoURL),
	]))
}

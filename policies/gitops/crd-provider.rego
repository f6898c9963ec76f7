# METADATA
# title: Somebody brings the CRD in time
# description: |
#   Argo CD asks the API server about every object before it syncs any: a custom resource whose CRD is neither in
#   the same Application nor there already fails the sync, unless SkipDryRunOnMissingResource=true lets it wait.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#skip-dry-run-for-new-custom-resources-types
# custom:
#   severity: error
#   help: >-
#     Put the Application after the one with the CRD (sync wave), add SkipDryRunOnMissingResource=true, or declare
#     who brings the CRD in policies/data/platform.yaml.
package rules.gitops["crd-provider"]

import data.lib.argocd
import data.lib.finding
import data.lib.platform

findings contains found if {
	some entry in argocd.deployed
	is_custom(entry.object)
	not "SkipDryRunOnMissingResource=true" in argocd.options(entry.object, entry.application)
	providers := bringing(entry.object)
	not is_served(providers, entry.application)
	found := finding.at(entry.object, "/apiVersion", sprintf("%s of Application \"%s\" needs a CRD that %s", [
		entry.object.kind,
		entry.application.metadata.name,
		whereabouts(providers),
	]))
}

# Groups without a dot, and those of Kubernetes itself that no CRD brings, are always served.
is_custom(manifest) if {
	group := split(manifest.apiVersion, "/")[0]
	contains(group, ".")
	not group in data.params.platform.built_in_groups
}

# The names of the Applications that bring the CRD of an object; "" for one that is in the cluster from the start.
bringing(manifest) := {entry.application.metadata.name |
	some entry in argocd.deployed
	entry.object.kind == "CustomResourceDefinition"
	entry.object.spec.names.kind == manifest.kind
	entry.object.spec.group == split(manifest.apiVersion, "/")[0]
} | {object.get(entry, "application", "") |
	some entry in platform.provided("CustomResourceDefinition")
	entry.name == split(manifest.apiVersion, "/")[0]
}

is_served(providers, _) if "" in providers

is_served(providers, application) if application.metadata.name in providers

is_served(providers, application) if {
	some provider in argocd.applications
	provider.metadata.name in providers
	argocd.wave(provider) < argocd.wave(application)
}

whereabouts(providers) := "nothing here brings" if count(providers) == 0

whereabouts(providers) := sprintf("Application %s brings, which is not in an earlier wave", [concat(", ", providers)]) if count(providers) > 0

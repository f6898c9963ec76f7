# METADATA
# title: A CRD comes before its objects
# description: |
#   An object whose CustomResourceDefinition is applied in a later wave, or by an Application of a later wave,
#   cannot be created before it.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
# custom:
#   severity: error
#   help: Give the CRD an earlier sync wave than its objects.
package rules.gitops["crd-order"]

import data.lib.argocd
import data.lib.finding

# Within one Application.
findings contains found if {
	some definition in argocd.deployed
	definition.object.kind == "CustomResourceDefinition"
	some entry in argocd.deployed
	is_instance(entry.object, definition.object)
	entry.application.metadata.name == definition.application.metadata.name
	argocd.wave(definition.object) > argocd.wave(entry.object)
	found := finding.at(definition.object, wave_path, sprintf("is in wave %d, and %s \"%s\" of its kind in wave %d", [
		argocd.wave(definition.object),
		entry.object.kind,
		entry.object.metadata.name,
		argocd.wave(entry.object),
	]))
}

# Between two.
findings contains found if {
	some definition in argocd.deployed
	definition.object.kind == "CustomResourceDefinition"
	some entry in argocd.deployed
	is_instance(entry.object, definition.object)
	entry.application.metadata.name != definition.application.metadata.name
	argocd.wave(definition.application) > argocd.wave(entry.application)
	found := finding.at(definition.application, wave_path, sprintf("Application \"%s\" with the CRD is in wave %d, Application \"%s\" with %s \"%s\" in wave %d", [
		definition.application.metadata.name,
		argocd.wave(definition.application),
		entry.application.metadata.name,
		entry.object.kind,
		entry.object.metadata.name,
		argocd.wave(entry.application),
	]))
}

wave_path := finding.pointer(["metadata", "annotations", "argocd.argoproj.io/sync-wave"])

is_instance(manifest, definition) if {
	manifest.kind == definition.spec.names.kind
	startswith(manifest.apiVersion, concat("", [definition.spec.group, "/"]))
}

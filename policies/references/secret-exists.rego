# METADATA
# title: Secrets and their keys are there
# description: A pod that names a Secret or a key that nothing renders or makes does not start.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/secret/
# custom:
#   severity: error
#   help: >-
#     Correct the name or the key, add the key to the ExternalSecret, or declare the Secret in
#     policies/data/platform.yaml.
package rules.references["secret-exists"]

import data.lib.finding
import data.lib.mounted_files
import data.lib.objects
import data.lib.pod_references
import data.lib.secrets
import data.lib.workloads

findings contains found if {
	some reference in pod_references.references
	reference.kind == "Secret"
	not reference.optional
	count(secrets.of(reference.pod.namespace, reference.name)) == 0
	found := finding.at(reference.pod.object, reference.path, sprintf(
		"nothing makes a Secret \"%s\" in namespace \"%s\"",
		[reference.name, reference.pod.namespace],
	))
}

findings contains found if {
	some reference in array.concat(pod_references.references, mounted_files.references)
	reference.kind == "Secret"
	not reference.optional
	reference.key != ""
	secrets.lacks(reference.pod.namespace, reference.name, reference.key)
	known := {key |
		some source in secrets.of(reference.pod.namespace, reference.name)
		some key in source.keys
	}
	found := finding.at(reference.pod.object, reference.path, sprintf("Secret \"%s\" has no key \"%s\"; it has %s", [
		reference.name,
		reference.key,
		concat(", ", known),
	]))
}

# Pulling an image goes on without a pull secret that is not there, and fails at the registry.
findings contains found if {
	some pod in workloads.all
	some i, reference in objects.list_of(pod.spec, "imagePullSecrets")
	count(secrets.of(pod.namespace, reference.name)) == 0
	found := finding.at(pod.object, sprintf("%s/imagePullSecrets/%d", [pod.path, i]), sprintf(
		"nothing makes a Secret \"%s\" in namespace \"%s\"",
		[reference.name, pod.namespace],
	))
}

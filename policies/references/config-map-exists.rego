# METADATA
# title: ConfigMaps and their keys are there
# description: |
#   A pod that names a ConfigMap or a key that is not there does not start: CreateContainerConfigError, or a volume
#   that never mounts.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/configmap/
# custom:
#   severity: error
#   help: Correct the name or the key, or add the ConfigMap to what is rendered.
package rules.references["config-map-exists"]

import data.lib.finding
import data.lib.mounted_files
import data.lib.objects
import data.lib.platform
import data.lib.pod_references

findings contains found if {
	some reference in pod_references.references
	reference.kind == "ConfigMap"
	not reference.optional
	not platform.exists("ConfigMap", reference.pod.namespace, reference.name)
	found := finding.at(reference.pod.object, reference.path, sprintf(
		"there is no ConfigMap \"%s\" in namespace \"%s\"",
		[reference.name, reference.pod.namespace],
	))
}

findings contains found if {
	some reference in array.concat(pod_references.references, mounted_files.references)
	reference.kind == "ConfigMap"
	not reference.optional
	reference.key != ""
	config_maps := objects.named("ConfigMap", reference.pod.namespace, reference.name)
	count(config_maps) > 0
	every config_map in config_maps { not reference.key in keys(config_map) }
	found := finding.at(reference.pod.object, reference.path, sprintf("ConfigMap \"%s\" has no key \"%s\"; it has %s", [
		reference.name,
		reference.key,
		concat(", ", keys(config_maps[0])),
	]))
}

keys(config_map) := objects.keys_of(objects.map_of(config_map, "data")) | objects.keys_of(objects.map_of(config_map, "binaryData"))

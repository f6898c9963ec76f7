# METADATA
# title: AppArmor stays on
# description: The default AppArmor profile of the runtime may be replaced by another, and not switched off.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
# custom:
#   severity: error
#   help: Use the type RuntimeDefault or Localhost, or leave the field out.
package rules.security["apparmor-profile"]

import data.lib.finding
import data.lib.pod_security

findings contains found if {
	some entry in pod_security.contexts_from("baseline")
	type := entry.context.appArmorProfile.type
	not type in {"RuntimeDefault", "Localhost"}
	message := sprintf("%s has the AppArmor profile %s", [entry.what, type])
	found := finding.at(entry.object, concat("", [entry.path, "/appArmorProfile/type"]), message)
}

findings contains found if {
	some pod in pod_security.pods_from("baseline")
	some name, profile in pod.metadata.annotations
	startswith(name, "container.apparmor.security.beta.kubernetes.io/")
	not profile in {"", "runtime/default"}
	not startswith(profile, "localhost/")
	path := concat("", [pod.metadata_path, finding.pointer(["annotations", name])])
	message := sprintf("the annotation %s asks for the AppArmor profile %s", [name, profile])
	found := finding.at(pod.object, path, message)
}

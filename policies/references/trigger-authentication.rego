# METADATA
# title: A trigger's credentials are there
# description: A ScaledObject whose TriggerAuthentication does not exist cannot ask its source.
# related_resources:
#   - https://keda.sh/docs/latest/concepts/authentication/
# custom:
#   severity: error
#   help: Correct the name or the kind, or render it.
package rules.references["trigger-authentication"]

import data.lib.finding
import data.lib.objects
import data.lib.platform

findings contains found if {
	some type in ["keda.sh/ScaledObject", "keda.sh/ScaledJob"]
	some manifest in objects.of(type)
	some i, trigger in objects.list_of(manifest.spec, "triggers")
	reference := trigger.authenticationRef
	kind := object.get(reference, "kind", "TriggerAuthentication")
	namespace := {"TriggerAuthentication": objects.namespace_of(manifest), "ClusterTriggerAuthentication": ""}[kind]
	not platform.exists(concat("/", ["keda.sh", kind]), namespace, reference.name)
	found := finding.at(manifest, sprintf("/spec/triggers/%d/authenticationRef", [i]), sprintf("there is no %s \"%s\"", [kind, reference.name]))
}

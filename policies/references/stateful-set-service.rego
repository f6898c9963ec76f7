# METADATA
# title: A StatefulSet's governing Service is there
# description: |
#   The stable names of its pods come from the headless Service it names: without it <pod>.<service> does not
#   resolve.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id
# custom:
#   severity: error
#   help: >-
#     Render a Service of that name with clusterIP: None.
package rules.references["stateful-set-service"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some manifest in objects.of("apps/StatefulSet")
	name := manifest.spec.serviceName
	name != ""
	services := objects.named("Service", objects.namespace_of(manifest), name)
	count(services) == 0
	found := finding.at(manifest, "/spec/serviceName", sprintf("there is no Service \"%s\" in namespace \"%s\"", [name, objects.namespace_of(manifest)]))
}

findings contains found if {
	some manifest in objects.of("apps/StatefulSet")
	some service in objects.named("Service", objects.namespace_of(manifest), manifest.spec.serviceName)
	object.get(service.spec, "clusterIP", "") != "None"
	found := finding.at(manifest, "/spec/serviceName", sprintf("Service \"%s\" is not headless: its clusterIP is not None", [service.metadata.name]))
}

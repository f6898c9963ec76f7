# METADATA
# title: Pods behind a Service say when they are ready
# description: >-
#   Without a readiness probe a Service sends requests to a pod from the moment its process starts, and goes on
#   when it hangs.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
# custom:
#   severity: warning
#   help: >-
#     Give the container that serves a readinessProbe, or a startupProbe where it becomes ready but once.
package rules.availability["readiness-probe"]

import data.lib.finding
import data.lib.objects
import data.lib.selection
import data.lib.workloads

findings contains found if {
	some service in objects.of("Service")
	not service.spec.publishNotReadyAddresses
	some pod in selection.pods_of_service(service)
	not object.get(pod.place, "ends", false)
	object.get(pod.place, "starts", "replicas") != "nothing"
	not is_probed(pod)
	found := finding.at(pod.object, concat("", [pod.path, "/containers"]), sprintf(
		"Service \"%s\" sends requests to the pod, and no container has a readinessProbe",
		[service.metadata.name],
	))
}

is_probed(pod) if {
	some entry in workloads.containers_of(pod)
	some probe in ["readinessProbe", "startupProbe"]
	entry.container[probe]
}

is_probed(pod) if count(objects.list_of(pod.spec, "readinessGates")) > 0

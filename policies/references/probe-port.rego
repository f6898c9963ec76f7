# METADATA
# title: A probe asks a port that is there
# description: |
#   A probe on a port name the container does not have always fails: the pod is restarted for ever.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#use-a-named-port
# custom:
#   severity: error
#   help: Use the name of one of the container's ports.
package rules.references["probe-port"]

import data.lib.finding
import data.lib.objects
import data.lib.workloads

findings contains found if {
	some entry in workloads.containers
	some field in ["livenessProbe", "readinessProbe", "startupProbe"]
	some check in ["httpGet", "tcpSocket"]
	port := entry.container[field][check].port
	is_string(port)
	names := {declared.name | some declared in objects.list_of(entry.container, "ports")}
	not port in names
	found := finding.at(entry.object, concat("/", [entry.path, field, check, "port"]), sprintf(
		"%s has no port named \"%s\"",
		[workloads.described(entry), port],
	))
}

# METADATA
# title: Replicas are on several nodes
# description: >-
#   The scheduler puts all replicas on one node where that is convenient, and the node takes them along when it
#   goes.
# related_resources:
#   - https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
# custom:
#   severity: warning
#   help: >-
#     Add topologySpreadConstraints over kubernetes.io/hostname, or a podAntiAffinity.
package rules.availability.spread

import data.lib.finding
import data.lib.objects
import data.lib.published

findings contains found if {
	some workload in published.workloads
	workload.replicas > 1
	count(objects.list_of(workload.pod.spec, "topologySpreadConstraints")) == 0
	not workload.pod.spec.affinity.podAntiAffinity
	found := finding.at(workload.object, workload.pod.path, sprintf("nothing keeps its %d pods behind Ingress \"%s\" on different nodes", [
		workload.replicas,
		workload.ingress.metadata.name,
	]))
}

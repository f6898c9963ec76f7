# METADATA
# title: A GPU is asked for by what can use it
# description: >-
#   A GPU that is reserved and cannot be used costs like one that is: held by an init container that ends before the
#   work begins, or a second slice of one that is shared.
# related_resources:
#   - https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/
#   - https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/gpu-sharing.html
# custom:
#   severity: error
#   help: Let one long-running container ask for the GPU, and for one slice of it.
package rules.budget["gpu-unusable"]

import data.lib.capacity
import data.lib.cost
import data.lib.finding
import data.lib.workloads

gpu := "nvidia.com/gpu"

findings contains found if {
	some entry in workloads.containers
	entry.field == "initContainers"
	not workloads.is_sidecar(entry)
	entry.container.resources.limits[gpu]
	message := sprintf("%s holds a GPU for as long as the pod lives, and ends before it", [workloads.described(entry)])
	found := finding.at(entry.object, concat("", [entry.path, "/resources/limits/nvidia.com~1gpu"]), message)
}

findings contains found if {
	cost.slices > 1
	some entry in workloads.containers
	slices := capacity.parsed(entry.container.resources.limits[gpu])
	slices > 1
	message := sprintf("%s asks for %d slices of a time-sliced GPU, which is no more than one", [workloads.described(entry), slices])
	found := finding.at(entry.object, concat("", [entry.path, "/resources/limits/nvidia.com~1gpu"]), message)
}

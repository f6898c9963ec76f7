# METADATA
# title: What runs on a GPU node uses the GPU
# description: >-
#   A pod that selects GPU nodes and asks for no GPU takes processor and memory there that the GPU then waits for.
# related_resources:
#   - https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/
# custom:
#   severity: warning
#   help: Ask for nvidia.com/gpu, or remove the selector. A DaemonSet may look after the nodes.
package rules.budget["gpu-node-idle"]

import data.lib.capacity
import data.lib.finding
import data.lib.workloads

findings contains found if {
	some pod in workloads.all
	pod.type != "apps/DaemonSet"
	some label, _ in pod.spec.nodeSelector
	startswith(label, "nvidia.com/gpu")
	capacity.requested(pod, "nvidia.com/gpu") == 0
	message := sprintf("the pod selects nodes with %s, and asks for no GPU", [label])
	found := finding.at(pod.object, concat("", [pod.path, "/nodeSelector", finding.pointer([label])]), message)
}

# METADATA
# title: The selected GPU has a price
# description: >-
#   A product that policies/data/prices.yaml does not know is estimated like any other GPU, which may be far off.
# related_resources:
#   - https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/gpu-feature-discovery.html
# custom:
#   severity: warning
#   help: Add the product to gpu_hour in policies/data/prices.yaml.
package rules.budget["gpu-price"]

import data.lib.cost
import data.lib.finding
import data.lib.workloads

findings contains found if {
	some pod in workloads.all
	product := cost.gpu_product(pod)
	product != ""
	not data.params.prices.gpu_hour[product]
	message := sprintf("there is no price for the GPU %s", [product])
	found := finding.at(pod.object, concat("", [pod.path, "/nodeSelector/nvidia.com~1gpu.product"]), message)
}

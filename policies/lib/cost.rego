# METADATA
# title: What an environment costs
# description: |
#   One estimate, from what is rendered and the prices in data. The rules judge it, and npm run cost prints it.
package lib.cost

import data.lib.capacity
import data.lib.finding
import data.lib.objects
import data.lib.scale

scales := ["minimum", "expected", "maximum"]

gib := 1073741824

# METADATA
# description: |
#   {lines, monthly, daily}: each line is one thing that costs, {object, item, unit, price (USD an hour for one), amounts
#   (how many, by scale), monthly (USD, by scale)}; monthly and daily are their sums in USD by scale.
estimate := {
	"lines": lines,
	"monthly": monthly,
	"daily": multiplied(monthly, 24 / data.params.prices.hours_per_month),
}

monthly[name] := total if {
	some name in scales
	total := sum([entry.monthly[name] | some entry in lines])
}

lines := array.concat(array.concat(gpus, compute), storage)

gpus := [line(gpu_item(entry.pod), "GPU", gpu_price(entry.pod), entry, amount) |
	some entry in scale.templates
	amount := gpu_count(entry.pod)
	amount > 0
]

# A GPU with a price of its own has that of its instance, so the processor and memory beside it are paid for.
compute := [line(part.item, part.unit, part.price, entry, amount) |
	some entry in scale.templates
	not includes_compute(entry.pod)
	some part in [
		{"item": "CPU", "unit": "core", "resource": "cpu", "size": 1, "price": data.params.prices.cpu_core_hour},
		{"item": "memory", "unit": "GiB", "resource": "memory", "size": gib, "price": data.params.prices.memory_gib_hour},
	]
	amount := capacity.requested(entry.pod, part.resource) / part.size
	amount > 0
]

includes_compute(pod) if {
	gpu_count(pod) > 0
	is_priced(gpu_product(pod))
}

is_priced(product) if data.params.prices.gpu_hour[product]

# What has no price of its own is said: its line may be far from the bill.
gpu_item(pod) := "GPU" if is_priced(gpu_product(pod))

gpu_item(pod) := "GPU (of no known price)" if not is_priced(gpu_product(pod))

line(item, unit, price, entry, amount) := {
	"object": finding.reference(entry.pod.object),
	"item": item,
	"unit": unit,
	"price": price,
	"amounts": multiplied(numbers, amount),
	"monthly": multiplied(numbers, (amount * price) * hours(entry)),
} if {
	numbers := {"minimum": entry.minimum, "expected": expected(entry.minimum, entry.maximum), "maximum": entry.maximum}
}

multiplied(numbers, factor) := {name: product |
	some name, number in numbers
	product := number * factor
}

# What runs to an end is taken to run so long each day.
hours(entry) := data.params.prices.hours_per_month if not entry.batch

hours(entry) := (data.params.prices.batch_hours_per_day * data.params.prices.hours_per_month) / 24 if entry.batch

# METADATA
# description: How many replicas are expected on average between the bounds of an autoscaler.
expected(minimum, maximum) := minimum + ((maximum - minimum) * data.params.budgets.expected_load)

storage := array.concat(
	[stored(manifest, manifest.spec, 1, 1) | some manifest in objects.of("PersistentVolumeClaim")],
	[stored(entry.pod.object, claim.spec, entry.minimum, entry.maximum) |
		some entry in scale.templates
		some claim in objects.list_of(object.get(entry.pod.object, "spec", {}), "volumeClaimTemplates")
	],
)

stored(manifest, claim, minimum, maximum) := {
	"object": finding.reference(manifest),
	"item": storage_item(class),
	"unit": "GiB",
	"price": price,
	"amounts": multiplied(numbers, size),
	"monthly": multiplied(numbers, (size * price) * data.params.prices.hours_per_month),
} if {
	class := object.get(claim, "storageClassName", "default class")
	price := object.get(data.params.prices.storage_class_gib_hour, class, data.params.prices.storage_gib_hour)
	size := capacity.parsed(claim.resources.requests.storage) / gib
	numbers := {"minimum": minimum, "expected": expected(minimum, maximum), "maximum": maximum}
}

storage_item(class) := sprintf("storage (%s)", [class]) if data.params.prices.storage_class_gib_hour[class]

storage_item(class) := sprintf("storage (%s, of no known price)", [class]) if not data.params.prices.storage_class_gib_hour[class]

# METADATA
# description: The GPUs a pod asks for, as parts of real ones where they are shared.
gpu_count(pod) := capacity.requested(pod, "nvidia.com/gpu") / slices

# METADATA
# description: Into how many slices time slicing divides each GPU of the environment.
slices := max({1} | {resource.replicas |
	some policy in objects.of("nvidia.com/ClusterPolicy")
	config := policy.spec.devicePlugin.config
	some manifest in objects.of("ConfigMap")
	manifest.metadata.name == config.name
	profile := yaml.unmarshal(manifest.data[config["default"]])
	some resource in profile.sharing.timeSlicing.resources
})

# METADATA
# description: The price of a GPU-hour by the product that the pod selects, or that of a GPU nobody named.
gpu_price(pod) := object.get(data.params.prices.gpu_hour, gpu_product(pod), data.params.prices.other_gpu_hour)

# METADATA
# description: The GPU product a pod is bound to by its node selector; "" when it takes any.
gpu_product(pod) := object.get(pod.spec, ["nodeSelector", "nvidia.com/gpu.product"], "")

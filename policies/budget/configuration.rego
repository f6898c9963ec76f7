# METADATA
# title: The application has the limits of the budget
# description: >-
#   The application stops spending at the limits of its configuration; they have to be those of
#   policies/data/budgets.yaml.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/configmap/
# custom:
#   severity: error
#   help: Set the same number in both places.
package rules.budget.configuration

import data.lib.finding
import data.lib.objects

findings contains found if {
	some manifest in config_maps
	some period, key in data.params.budgets.configuration.keys
	wanted := data.params.budgets.environments[input.environment].llm[period]
	value := object.get(objects.map_of(manifest, "data"), key, "")
	not is_amount(value, wanted)
	message := sprintf("%s is \"%s\", and the %s budget is %v USD", [key, value, period, wanted])
	found := finding.at(manifest, concat("", ["/data", finding.pointer([key])]), message)
}

# Kustomize adds a hash to the name of a generated ConfigMap.
config_maps := [manifest |
	some manifest in objects.of("ConfigMap")
	name := data.params.budgets.configuration.config_map
	trim_prefix(manifest.metadata.name, name) != manifest.metadata.name
	regex.match(`^(-[a-z0-9]{10})?$`, trim_prefix(manifest.metadata.name, name))
]

is_amount(value, wanted) if {
	regex.match(`^[0-9]+([.][0-9]+)?$`, value)
	to_number(value) == wanted
}

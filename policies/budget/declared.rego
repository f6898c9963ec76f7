# METADATA
# title: Each environment that costs has a budget
# description: Without a budget in policies/data/budgets.yaml nothing is too expensive.
# related_resources:
#   - https://www.finops.org/framework/capabilities/budgeting/
# custom:
#   severity: warning
#   help: Add the environment to policies/data/budgets.yaml.
package rules.budget.declared

import data.lib.cost
import data.lib.finding

findings contains found if {
	# A repository without any budget does not use them.
	count(data.params.budgets.environments) > 0
	not data.params.budgets.environments[input.environment]
	month := cost.estimate.monthly.maximum
	month > 0
	message := sprintf("environment %s has no budget, and may cost %d USD a month", [input.environment, round(month)])
	found := finding.everywhere(message)
}

# METADATA
# title: The expected month is within the budget
# description: >-
#   What is rendered, at the expected scale and the prices of policies/data/prices.yaml, must not cost more than
#   policies/data/budgets.yaml allows.
# related_resources:
#   - https://www.finops.org/framework/capabilities/budgeting/
# custom:
#   severity: error
#   help: >-
#     Ask for less, or raise the budget where the people who pay can see it; npm run cost shows what costs how
#     much.
package rules.budget["monthly-estimate"]

import data.lib.cost
import data.lib.finding

findings contains found if {
	budget := data.params.budgets.environments[input.environment].infrastructure.monthly
	month := cost.estimate.monthly.expected
	month > budget
	message := sprintf("an expected month costs %d USD, and the budget is %v USD", [round(month), budget])
	found := finding.everywhere(message)
}

# METADATA
# title: The worst day is within the budget
# description: >-
#   With every autoscaler at its maximum, a day must not cost more than policies/data/budgets.yaml allows: that is
#   what a runaway queue can spend before anybody wakes up.
# related_resources:
#   - https://www.finops.org/framework/capabilities/budgeting/
# custom:
#   severity: error
#   help: Lower the maximum of an autoscaler, or raise the budget; npm run cost shows what costs how much.
package rules.budget["daily-estimate"]

import data.lib.cost
import data.lib.finding

findings contains found if {
	budget := data.params.budgets.environments[input.environment].infrastructure.daily
	day := cost.estimate.daily.maximum
	day > budget
	message := sprintf("a day at the maximum scale costs %d USD, and the budget is %v USD", [round(day), budget])
	found := finding.everywhere(message)
}

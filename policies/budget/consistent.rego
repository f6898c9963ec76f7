# METADATA
# title: The limits of a budget agree with each other
# description: >-
#   A weekly limit above seven daily ones, or a monthly one above thirty-one, can never be reached; a longer
#   period below a shorter one makes the shorter one void.
# related_resources:
#   - https://www.finops.org/framework/capabilities/budgeting/
# custom:
#   severity: error
#   help: Correct the numbers in policies/data/budgets.yaml.
package rules.budget.consistent

import data.lib.finding

# Which period is part of which, and how often at most.
periods := [
	{"short": "daily", "long": "weekly", "times": 7},
	{"short": "daily", "long": "monthly", "times": 31},
	{"short": "weekly", "long": "monthly", "times": 5},
]

findings contains found if {
	some name in ["infrastructure", "llm"]
	budget := data.params.budgets.environments[input.environment][name]
	some pair in periods
	found := finding.everywhere(sprintf("the %s budget: %s", [name, problem(budget, pair)]))
}

problem(budget, pair) := sprintf("%s %v USD is more than %d times %s %v USD", [pair.long, budget[pair.long], pair.times, pair.short, budget[pair.short]]) if {
	budget[pair.long] > pair.times * budget[pair.short]
}

problem(budget, pair) := sprintf("%s %v USD is less than %s %v USD", [pair.long, budget[pair.long], pair.short, budget[pair.short]]) if {
	budget[pair.long] < budget[pair.short]
}

# METADATA
# title: Everything the rules have to say about one environment
# description: |
#   The entrypoint. A rule is the package rules.<group>["<rule>"] with a set named findings; nothing else registers it.
# custom:
#   input: schemas/policies/input.json
package main

# METADATA
# description: Each finding of each rule, with the rule's id.
findings contains object.union(said(finding), {"rule": sprintf("%s/%s", [group, rule])}) if {
	some group, rule

	# Iterating over data.rules itself would work out every helper of every rule.
	# regal ignore:mixed-iteration
	some finding in data.rules[group][rule].findings
}

# METADATA
# description: The estimate that the budget rules judge, for npm run cost.
cost := data.lib.cost.estimate

# METADATA
# description: What points at what, for the pictures of npm run report.
graph := data.lib.graph.references

# METADATA
# description: What the rules on the step from one state to the next say; they need input.changes, and say nothing without it.
transition contains object.union(said(finding), {"rule": sprintf("transition/%s", [rule])}) if {
	some rule

	# regal ignore:mixed-iteration
	some finding in data.rules.transition[rule].findings
}

# What a rule says, as an object: nothing may go under because it is of another form. A string is a message alone.
said(finding) := finding if is_object(finding)

said(finding) := {"message": finding} if not is_object(finding)

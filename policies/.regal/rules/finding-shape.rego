# METADATA
# description: Write findings contains found if { …; found := finding.at(…) }, and cite by the address alone.
package custom.regal.rules.dialect["finding-shape"]

import data.regal.ast
import data.regal.result

report contains violation if {
	is_rule_of_ours
	some rule in input.rules
	rule.head.ref[0].value == "findings"
	not ends_in_finding(rule)
	violation := result.fail(rego.metadata.chain(), result.location(rule.head))
}

report contains violation if {
	is_rule_of_ours
	some i, line in input.regal.file.lines
	startswith(line, "#   - ref:")
	place := {"file": input.regal.file.name, "row": i + 1, "col": 1, "text": line}
	violation := result.fail(rego.metadata.chain(), {"location": place})
}

is_rule_of_ours if {
	ast.package_path[0] == "rules"
	not endswith(input.regal.file.name, "_test.rego")
}

# The conditions come first; the last line is what a function of policies/lib makes of them.
ends_in_finding(rule) if {
	rule.head.key.value == "found"
	last := rule.body[count(rule.body) - 1]
	last.terms[0].value[0].value == "assign"
	last.terms[1].value == "found"
	last.terms[2].type == "call"
	last.terms[2].value[0].value[0].value in {"finding", "steps"}
}

package custom.regal.rules.dialect["finding-shape_test"]

import data.custom.regal.rules.dialect["finding-shape"] as rule

module(lines) := concat("\n", array.concat(["# METADATA", "# title: A"], lines))

accept := {
	"conditions, then what was found": ["package rules.security.a", "findings contains found if {", "\tsome x in input", "\tfound := finding.at(x, \"\", \"m\")", "}"],
	"by a function about steps": ["package rules.transition.a", "findings contains found if {", "\tsome x in input", "\tfound := steps.refused(x, [], null)", "}"],
	"a helper of another package": ["package lib.a", "findings contains x if some x in input"],
}

reject := {
	"in the head": ["package rules.security.a", "findings contains finding.at(x, \"\", \"m\") if some x in input"],
	"not last": ["package rules.security.a", "findings contains found if {", "\tfound := finding.at(x, \"\", \"m\")", "\tsome x in input", "}"],
	"by hand": ["package rules.security.a", "findings contains found if {", "\tsome x in input", "\tfound := {\"message\": x}", "}"],
	"a reference of another kind": ["# related_resources:", "#   - ref: https://example.com", "package rules.security.a", "findings contains found if {", "\tfound := finding.at(x, \"\", \"m\")", "}"],
}

test_accept[name] if {
	some name, lines in accept
	count(rule.report) == 0 with input as regal.parse_module("policies/security/a.rego", module(lines))
}

test_reject[name] if {
	some name, lines in reject
	count(rule.report) == 1 with input as regal.parse_module("policies/security/a.rego", module(lines))
}

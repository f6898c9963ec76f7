package rules.alerts.template_test

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts.template as rule

environment(case) := {
	"objects": [fixture.prometheus_rule("rules", [{"alert": "A", "expr": "x", "annotations": {"summary": "text"}}])],
	"facts": {"promql": {"x": fixture.parsed(case.parsed)}, "templates": {"text": case.template}},
}

accept := {
	"a label that is there": {"parsed": {"labels": ["job"]}, "template": {"labels": ["job"]}},
	"nobody knows which there are": {"parsed": {}, "template": {"labels": ["job"]}},
	"no label": {"parsed": {"labels": []}, "template": {"labels": []}},
}

reject := {
	"broken": {
		"parsed": {},
		"template": {"labels": [], "error": "has {{ that does not close"},
		"message": "summary of alert \"A\" is no template: it has {{ that does not close",
	},
	"aggregated away": {
		"parsed": {"labels": ["job"]},
		"template": {"labels": ["instance"]},
		"message": "summary of alert \"A\" shows the label instance, which its expression leaves out; it has job",
	},
	"no label is left": {
		"parsed": {"labels": []},
		"template": {"labels": ["instance"]},
		"message": "summary of alert \"A\" shows the label instance, which its expression leaves out; it has none",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case)
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case)
	{[finding.path, finding.message] | some finding in found} == {["/spec/groups/0/rules/0/annotations/summary", case.message]}
}

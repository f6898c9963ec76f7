package rules.alerts.ratio_test

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts.ratio as rule

environment(case) := fixture.environment([{"alert": "A", "expr": "x"}], {"x": fixture.parsed({
	"selectors": [{"metric": "errors_total", "within": ["rate", "sum"]}],
	"comparisons": [{"op": ">", "metrics": ["errors_total"], "threshold": case.threshold, "against": [], "within": []}],
	"divisions": case.divisions,
})})

accept := {
	"a ratio": {"divisions": [{"numerator": ["errors_total"], "denominator": ["requests_total"]}], "threshold": 0.1},
	"more than one a second is meant as a rate": {"divisions": [], "threshold": 5},
	"any at all": {"divisions": [], "threshold": 0},
}

reject := {
	"a rate taken for a ratio": {
		"divisions": [],
		"threshold": 0.1,
		"message": "alert \"A\" compares the rate of errors_total with 0.1, which is so many a second, not 10% of all",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case) with data.params.metrics as {"metrics": {}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case) with data.params.metrics as {"metrics": {}}
	{finding.message | some finding in found} == {case.message}
}

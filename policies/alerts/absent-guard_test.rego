package rules.alerts["absent-guard_test"]

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts["absent-guard"] as rule

message := "alert \"Down\" is silent when up of job web is not scraped at all, and no alert asks for its absence"

selector(job, within) := {"metric": "up", "matchers": [{"label": "job", "op": "=", "value": job}], "within": within}

guard(job) := fixture.parsed({"selectors": [selector(job, ["absent"])]})

environment(case) := fixture.environment([{"alert": "Down", "expr": "x"}, {"alert": "Gone", "expr": "y"}], {
	"x": fixture.parsed({
		"selectors": [selector("web", ["sum"])],
		"comparisons": [{"op": "==", "metrics": ["up"], "threshold": 0, "against": []}],
	}),
	"y": case.guard,
})

accept := {
	"a guarded alert": {"guard": guard("web")},
}

reject := {
	"no guard": {"guard": fixture.parsed({}), "message": message},
	"the guard of another job": {"guard": guard("db"), "message": message},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case) with data.params.alerts as {"down_metrics": "^up$"}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case) with data.params.alerts as {"down_metrics": "^up$"}
	{finding.message | some finding in found} == {case.message}
}

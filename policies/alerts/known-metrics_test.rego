package rules.alerts["known-metrics_test"]

import data.lib.prometheus_fixture_test as fixture
import data.rules.alerts["known-metrics"] as rule

catalogue := {"metrics": {"up": {"type": "gauge"}, "latency_seconds": {"type": "histogram"}}}

environment(case) := fixture.environment(
	[{"alert": "A", "expr": "x"}, {"record": "job:up:sum", "expr": "sum(up)"}],
	{"x": fixture.parsed({"metrics": [case.metric]}), "sum(up)": fixture.parsed({"metrics": ["up"]})},
)

accept := {
	"a metric of the catalogue": {"metric": "up"},
	"a histogram's buckets": {"metric": "latency_seconds_bucket"},
	"a recording rule of the environment": {"metric": "job:up:sum"},
}

reject := {
	"a metric nobody exposes": {"metric": "upp", "message": "alert \"A\" reads upp, which nothing here exposes or records"},
	"buckets of a gauge": {"metric": "up_bucket", "message": "alert \"A\" reads up_bucket, which nothing here exposes or records"},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case) with data.params.metrics as catalogue
	count(found) == 0
}

test_accept_without_a_catalogue if {
	found := rule.findings with input as environment({"metric": "upp"}) with data.params.metrics as {"metrics": {}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case) with data.params.metrics as catalogue
	{finding.message | some finding in found} == {case.message}
}

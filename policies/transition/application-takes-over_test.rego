package rules.transition["application-takes-over_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["application-takes-over"] as rule

accept := {
	"held": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {
					"name": "settings",
					"namespace": "web",
					"annotations": {"argocd.argoproj.io/sync-options": "Prune=false"},
				},
				"data": {},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {
					"name": "settings",
					"namespace": "web",
					"annotations": {"argocd.argoproj.io/sync-options": "Prune=false"},
				},
				"data": {"a": "1"},
			},
		],
		"applications": {"before": "old", "after": "new"},
	},
}

reject := {
	"unheld": {
		"before": [
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "settings", "namespace": "web"},
				"data": {},
			},
		],
		"after": [
			{
				"apiVersion": "v1",
				"kind": "ConfigMap",
				"metadata": {"name": "settings", "namespace": "web"},
				"data": {"a": "1"},
			},
		],
		"applications": {"before": "old", "after": "new"},
		"message": "moves from Application \"old\" to \"new\", and the first may prune it",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as fixture.input_of(case)
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as fixture.input_of(case)
	{finding.message | some finding in found} == {case.message}
}

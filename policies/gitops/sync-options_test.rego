package rules.gitops["sync-options_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["sync-options"] as rule

environment(case) := fixture.environment([
	fixture.application({"syncPolicy": {"syncOptions": case.options}}),
	fixture.manifest("v1", "ConfigMap", {"name": "c", "annotations": {"argocd.argoproj.io/sync-options": case.annotation}}),
])

accept := {
	"options": {"options": ["CreateNamespace=true", "PrunePropagationPolicy=foreground", "ServerSideApply=true"], "annotation": "Prune=false,Delete=confirm"},
}

reject := {
	"misspelled": {"options": ["CreateNamepsace=true"], "annotation": "", "message": `"CreateNamepsace=true" is no sync option, did you mean CreateNamespace?`},
	"another case": {
		"options": ["serverSideApply=true"],
		"annotation": "",
		"message": `"serverSideApply=true" is no sync option, did you mean ServerSideApply?`,
	},
	"no value": {"options": ["ServerSideApply"], "annotation": "", "message": `"ServerSideApply": ServerSideApply takes true or false`},
	"another value": {"options": ["Replace=yes"], "annotation": "", "message": `"Replace=yes": Replace takes true or false`},
	"an Application's option on an object": {"options": [], "annotation": "CreateNamespace=true", "message": `"CreateNamespace=true" is no sync option`},
	"misspelled on an object": {"options": [], "annotation": "Pruen=false", "message": `"Pruen=false" is no sync option, did you mean Prune?`},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as environment(case)
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as environment(case)
	{finding.message | some finding in found} == {case.message}
}

package rules.gitops["namespace-metadata_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["namespace-metadata"] as rule

application(options) := fixture.application({
	"destination": {"server": "s", "namespace": "web"},
	"syncPolicy": {"syncOptions": options, "managedNamespaceMetadata": {"labels": {"level": "restricted"}}},
})

environment(case) := fixture.environment(case.objects)

accept := {
	"with CreateNamespace": {"objects": [application(["CreateNamespace=true"])]},
	"a namespace that agrees": {"objects": [
		application(["CreateNamespace=true"]),
		fixture.manifest("v1", "Namespace", {"name": "web", "labels": {"level": "restricted"}}),
	]},
}

reject := {
	"without": {"objects": [application([])], "message": `Application "web" has managedNamespaceMetadata without CreateNamespace=true`},
	"a namespace that does not": {
		"objects": [application(["CreateNamespace=true"]), fixture.manifest("v1", "Namespace", {"name": "web", "labels": {"level": "baseline"}})],
		"message": `Application "web" sets level of Namespace "web" to "restricted", which Git sets to "baseline"`,
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
	{finding.message | some finding in found} == {case.message}
}

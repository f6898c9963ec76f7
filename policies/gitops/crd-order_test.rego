package rules.gitops["crd-order_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["crd-order"] as rule

annotations(wave) := {"argocd.argoproj.io/sync-wave": wave}

definition(wave) := object.union(
	fixture.manifest(
		"apiextensions.k8s.io/v1",
		"CustomResourceDefinition",
		{"name": "widgets.example.com", "annotations": annotations(wave)},
	),
	{"spec": {
		"group": "example.com",
		"names": {"kind": "Widget"},
	}},
)

widget(wave) := fixture.manifest("example.com/v1", "Widget", {"name": "w", "namespace": "web", "annotations": annotations(wave)})

environment(case) := fixture.deploying(fixture.application({}), [definition(case.definition), widget(case.object)], [])

test_between_applications if {
	one := fixture.deploying(fixture.application({}), [widget("0")], [])
	late := object.union(fixture.named_application("late", {}), {"metadata": {"annotations": annotations("1")}})
	other := fixture.deploying(late, [definition("0")], [])
	both := {"objects": array.concat(one.objects, other.objects), "origins": object.union(one.origins, other.origins)}
	found := rule.findings with input as both
	{finding.message | some finding in found} == {`Application "late" with the CRD is in wave 1, Application "web" with Widget "w" in wave 0`}
}

accept := {
	"the CRD first": {"definition": "-1", "object": "0"},
	"the same wave, in which Argo CD applies CRDs first": {"definition": "0", "object": "0"},
}

reject := {
	"the CRD later": {"definition": "1", "object": "0", "message": `is in wave 1, and Widget "w" of its kind in wave 0`},
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

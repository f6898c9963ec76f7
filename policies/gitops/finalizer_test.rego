package rules.gitops.finalizer_test

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops.finalizer as rule

config := fixture.manifest("v1", "ConfigMap", {"name": "c", "namespace": "web"})

environment(case) := fixture.deploying(
	object.union(with_finalizers(case.finalizers), {"spec": {"destination": {"namespace": object.get(case, "namespace", "web")}}}),
	[with_cascade(case.object)],
	[],
)

with_finalizers(finalizers) := object.union(fixture.application({}), {"metadata": {"finalizers": finalizers}})

with_cascade(manifest) := object.union(manifest, {"metadata": {"finalizers": ["resources-finalizer.argocd.argoproj.io"]}}) if manifest.kind == "Application"

with_cascade(manifest) := manifest if manifest.kind != "Application"

test_misspelled if {
	found := rule.findings with input as environment({"finalizers": ["resource-finalizer.argocd.argoproj.io"], "object": config})
	message := `nothing removes the finalizer "resource-finalizer.argocd.argoproj.io", did you mean resources-finalizer.argocd.argoproj.io?`
	message in {finding.message | some finding in found}
}

accept := {
	"Argo CD itself": {"finalizers": [], "object": config, "namespace": "argocd"},
	"the cascade finalizer": {"finalizers": ["resources-finalizer.argocd.argoproj.io"], "object": config},
	"an Application of Applications": {"finalizers": [], "object": fixture.named_application("child", {})},
}

reject := {
	"none": {"finalizers": [], "object": config, "message": `Application "web" has no cascade finalizer: deleting it leaves its objects behind`},
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

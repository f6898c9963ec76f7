package rules.gitops["job-ttl_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.gitops["job-ttl"] as rule

app := fixture.named("argoproj.io/v1alpha1", "Application", "web", {})

job := fixture.named("batch/v1", "Job", "j", {"spec": {"ttlSecondsAfterFinished": 0}})

accept := {
	"a hook": {"objects": [app, object.union(job, {"metadata": {"annotations": {"argocd.argoproj.io/hook": "Sync"}}})]},
	"no Argo CD": {"objects": [job]},
}

reject := {
	"no hook": {"objects": [app, job], "paths": {"/spec/ttlSecondsAfterFinished"}},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects, "environment": "staging", "origins": {}, "versions": {"kubernetes": "1.36"}} with data.params.platform as {"provided": {}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects, "environment": "staging", "origins": {}, "versions": {"kubernetes": "1.36"}} with data.params.platform as {"provided": {}}
	{finding.path | some finding in found} == case.paths
}

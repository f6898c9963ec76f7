package rules.gitops["hook-delete-policy_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["hook-delete-policy"] as rule

environment(case) := fixture.environment([fixture.manifest("batch/v1", "Job", {"name": "j", "annotations": case.annotations})])

accept := {
	"a policy": {"annotations": {"argocd.argoproj.io/hook": "PreSync", "argocd.argoproj.io/hook-delete-policy": "HookSucceeded,BeforeHookCreation"}},
	"no hook": {"annotations": {}},
}

reject := {
	"no policy": {"annotations": {"argocd.argoproj.io/hook": "PreSync"}, "message": "is a PreSync hook and has no delete policy"},
	"a misspelled phase": {
		"annotations": {"argocd.argoproj.io/hook": "presync", "argocd.argoproj.io/hook-delete-policy": "HookSucceeded"},
		"message": `argocd.argoproj.io/hook: "presync" is none of PostDelete, PostSync, PreDelete, PreSync, Skip, Sync, SyncFail`,
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

package rules.gitops["server-side-diff_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["server-side-diff"] as rule

application(options, compare) := object.union(
	fixture.application({"syncPolicy": {"syncOptions": options}}),
	{"metadata": {"annotations": {"argocd.argoproj.io/compare-options": compare}}},
)

params(value) := {
	"apiVersion": "v1",
	"kind": "ConfigMap",
	"metadata": {"name": "argocd-cmd-params-cm", "namespace": "argocd"},
	"data": {"controller.diff.server.side": value},
}

accept := {
	"applied on the server": [application(["ServerSideApply=true"], ""), params("true")],
	"replaced": [application(["Replace=true"], "ServerSideDiff=true")],
	"compared on the client": [application([], ""), params("false")],
	"compared on the client by itself": [application([], "IgnoreExtraneous,ServerSideDiff=false"), params("true")],
	"no word about it": [application([], "")],
}

reject := {
	"by the Application": {
		"objects": [application([], "IgnoreExtraneous, ServerSideDiff=true"), params("false")],
		"path": "/metadata/annotations/argocd.argoproj.io~1compare-options",
	},
	"by a setting for all": {"objects": [application([], ""), params("true")], "path": "/spec"},
}

test_accept[name] if {
	some name, objects in accept
	found := rule.findings with input as fixture.environment(objects)
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as fixture.environment(case.objects)
	{finding.path | some finding in found} == {case.path}
}

package rules.gitops["pinned-revision_test"]

import data.lib.argocd_fixture_test as fixture
import data.rules.gitops["pinned-revision"] as rule

environment(case) := object.union(fixture.environment([fixture.application({"source": case.source})]), {"files": ["apps/web/deployment.yaml"]})

accept := {
	"an exact version": {"source": {"chart": "c", "repoURL": "https://charts.example.com", "targetRevision": "v1.2.3"}},
	"a tag of one chart of many": {"source": {"path": "charts/c", "repoURL": "https://charts.example.com", "targetRevision": "c-1.2.3"}},
	"a commit": {"source": {"path": "x", "repoURL": "https://git.example.com/x", "targetRevision": "0123456789012345678901234567890123456789"}},
	"this repository's own branch": {"source": {"path": "apps/web", "repoURL": "https://git.example.com/own", "targetRevision": "main"}},
}

reject := {
	"a range": {
		"source": {"chart": "c", "repoURL": "https://charts.example.com", "targetRevision": "1.*"},
		"message": `Application "web" follows "1.*" of https://charts.example.com`,
	},
	"a branch": {
		"source": {"path": "x", "repoURL": "https://git.example.com/x", "targetRevision": "main"},
		"message": `Application "web" follows "main" of https://git.example.com/x`,
	},
	"nothing": {"source": {"path": "x", "repoURL": "https://git.example.com/x"}, "message": `Application "web" follows "HEAD" of https://git.example.com/x`},
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

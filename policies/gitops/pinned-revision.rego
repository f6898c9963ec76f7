# METADATA
# title: What others publish is pinned
# description: |
#   A branch, HEAD or a range of chart versions brings in whatever somebody publishes next, with no commit here to
#   review or to go back to.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/tracking_strategies/
# custom:
#   severity: error
#   help: Set targetRevision to an exact version, or to a tag or commit for a Git repository.
package rules.gitops["pinned-revision"]

import data.lib.argocd
import data.lib.finding

findings contains found if {
	some entry in argocd.sources
	not argocd.is_own(entry.source)
	not argocd.normal_url(entry.source.repoURL) in {argocd.normal_url(url) | some url in argocd.own_urls}
	revision := object.get(entry.source, "targetRevision", "")
	not is_pinned(revision)
	found := finding.at(entry.application, concat("", [entry.path, place(entry.source)]), sprintf("Application \"%s\" follows \"%s\" of %s", [
		entry.application.metadata.name,
		object.get({"": "HEAD"}, revision, revision),
		entry.source.repoURL,
	]))
}

place(source) := "/targetRevision" if source.targetRevision

place(source) := "" if not source.targetRevision

# An exact version; of a repository with several charts a tag such as chart-1.2.3; a full commit.
is_pinned(revision) if regex.match(`^([\w./-]*-)?v?\d+\.\d+\.\d+([-+][\w.+-]+)?$`, revision)

is_pinned(revision) if regex.match(`^[0-9a-f]{40}$`, revision)

is_pinned(revision) if startswith(revision, "refs/tags/")

is_pinned(revision) if regex.match(`^sha256:[0-9a-f]{64}$`, revision)

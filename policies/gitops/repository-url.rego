# METADATA
# title: This repository has one address
# description: |
#   Two spellings of one repository are two repositories to Argo CD: credentials, webhooks and project rules hold
#   for one of them.
# related_resources:
#   - https://argo-cd.readthedocs.io/en/stable/user-guide/private-repositories/
# custom:
#   severity: error
#   help: Write the same repoURL everywhere.
package rules.gitops["repository-url"]

import data.lib.argocd
import data.lib.finding

findings contains found if {
	some entry in argocd.sources
	argocd.is_own(entry.source)
	url := entry.source.repoURL
	url != usual
	found := finding.at(entry.application, concat("", [entry.path, "/repoURL"]), sprintf("this repository is %s here and %s elsewhere", [url, usual]))
}

# The address most sources have; of two as frequent ones, the first in order.
usual := [url | some url, number in frequency; number == highest][0] if {
	highest := max({number | some number in frequency})
}

frequency[url] := number if {
	some url in argocd.own_urls
	number := count([entry |
		some entry in argocd.sources
		argocd.is_own(entry.source)
		entry.source.repoURL == url
	])
}

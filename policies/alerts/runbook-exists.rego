# METADATA
# title: The runbook is there
# description: |
#   A runbook link into this repository must name a file that is in it: a dead link is found at three in the
#   morning.
# related_resources:
#   - https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/
# custom:
#   severity: error
#   help: Write the runbook, or correct the link.
package rules.alerts["runbook-exists"]

import data.lib.argocd
import data.lib.finding
import data.lib.prometheus

findings contains found if {
	some alert in prometheus.alerts
	some file in files_of(alert.rule.annotations.runbook_url)
	not file in input.files
	found := finding.at(alert.object, concat("", [alert.path, "/annotations/runbook_url"]), sprintf(
		"the runbook of alert \"%s\" is \"%s\", which is not in this repository",
		[alert.rule.alert, file],
	))
}

findings contains found if {
	some alert in prometheus.alerts
	url := alert.rule.annotations.runbook_url
	not regex.match(`^https://[^/\s]+/\S+$`, url)
	found := finding.at(alert.object, concat("", [alert.path, "/annotations/runbook_url"]), sprintf(
		"the runbook of alert \"%s\" is \"%s\", which is no https:// address",
		[alert.rule.alert, url],
	))
}

# The file of this repository that a link leads to: below the address that the parameters name, or where GitHub, GitLab and Gitea
# show a file of the repository that the Applications name.
files_of(url) := {file |
	some prefix in prefixes
	startswith(url, prefix)
	parts := split(trim_prefix(split(trim_prefix(url, prefix), "#")[0], "-/"), "/")
	file := concat("/", array.slice(parts, before_file[parts[0]], count(parts)))
} | {file |
	prefix := object.get(data.params.alerts, "runbooks", "")
	prefix != ""
	startswith(url, prefix)
	file := split(trim_prefix(url, prefix), "#")[0]
}

# How many parts stand before the file: blob/<branch>, src/branch/<branch>.
before_file := {"blob": 2, "src": 3}

prefixes contains concat("", [trim_suffix(url, ".git"), "/"]) if some url in argocd.own_urls

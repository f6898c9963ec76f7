# METADATA
# title: Prometheus reaches what it scrapes
# description: A target that Prometheus may not reach is down for ever, and every alert on its metrics is silent.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/network-policies/
# custom:
#   severity: error
#   help: Admit the pods of Prometheus on the port in a NetworkPolicy of the target.
package rules.references["network-scrape"]

import data.lib.finding
import data.lib.monitors
import data.lib.network

findings contains found if {
	some target in monitors.targets
	scraper := object.union({"ports": []}, data.params.platform.prometheus.pods)
	not network.lets_in(scraper, target.endpoint, target.port)
	found := finding.at(target.monitor, target.path, sprintf(
		"no NetworkPolicy lets Prometheus in namespace \"%s\" in to %s \"%s\" port %d",
		[scraper.namespace, target.pod.object.kind, target.pod.object.metadata.name, target.port.number],
	))
}

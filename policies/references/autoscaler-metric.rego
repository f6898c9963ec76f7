# METADATA
# title: An autoscaler's metric reaches it
# description: |
#   A prometheus trigger needs a Prometheus to ask and a metric that something exposes; else the autoscaler holds
#   its last number, or its fallback, for ever.
# related_resources:
#   - https://keda.sh/docs/latest/scalers/prometheus/
# custom:
#   severity: error
#   help: >-
#     Correct serverAddress or the query, or declare the Service in policies/data/platform.yaml and the metric in
#     policies/data/metrics.yaml.
package rules.references["autoscaler-metric"]

import data.lib.finding
import data.lib.objects
import data.lib.platform
import data.lib.prometheus
import data.lib.services

findings contains found if {
	some query in prometheus.trigger_queries
	some metric in query.parsed.metrics
	not prometheus.is_known(metric)
	found := finding.at(query.object, query.path, sprintf("%s asks for %s, which nothing here exposes or records", [query.what, metric]))
}

findings contains found if {
	some query in prometheus.trigger_queries
	server := query.trigger.metadata.serverAddress
	parts := regex.find_all_string_submatch_n(`^https?://([^:/]+)(?::(\d+))?`, server, 1)[0]
	address := services.address(parts[1], objects.namespace_of(query.object))
	not answers(address, parts[2])
	found := finding.at(query.object, replace(query.path, "/query", "/serverAddress"), sprintf(
		"there is no Service \"%s\" with port %s in namespace \"%s\"",
		[address.name, port_of(parts[2]), address.namespace],
	))
}

answers(address, port) if {
	some service in array.concat(services.rendered(address), declared(address))
	some each in service.spec.ports
	sprintf("%d", [each.port]) == port_of(port)
}

declared(address) := [{"spec": {"ports": entry.ports}} |
	some entry in platform.provided("Service")
	entry.name == address.name
	entry.namespace == address.namespace
]

port_of("") := "80"

port_of(port) := port if port != ""

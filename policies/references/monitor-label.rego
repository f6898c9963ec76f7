# METADATA
# title: Prometheus selects its configuration
# description: |
#   The operator hands Prometheus and Alertmanager only the objects that carry their label: without it an alert rule
#   is in the cluster and in force nowhere.
# related_resources:
#   - https://prometheus-operator.dev/docs/platform/troubleshooting/#troubleshooting-servicemonitor-changes
# custom:
#   severity: error
#   help: Add the labels that policies/data/platform.yaml declares under prometheus.selects.
package rules.references["monitor-label"]

import data.lib.finding
import data.lib.objects

kinds := {"ServiceMonitor", "PodMonitor", "Probe", "ScrapeConfig", "PrometheusRule", "AlertmanagerConfig"}

findings contains found if {
	some kind in kinds
	some manifest in objects.of(concat("/", ["monitoring.coreos.com", kind]))
	some label, value in data.params.platform.prometheus.selects
	seen := object.get(objects.labels_of(manifest), label, "")
	seen != value
	found := finding.at(manifest, "/metadata/labels", sprintf("has label %s: \"%s\", Prometheus selects \"%s\"", [label, seen, value]))
}

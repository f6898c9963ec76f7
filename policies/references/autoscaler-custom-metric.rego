# METADATA
# title: Somebody serves the metric of an autoscaler
# description: >-
#   A HorizontalPodAutoscaler on metrics of pods, objects or external systems asks an adapter. Where none is
#   registered it never scales.
# related_resources:
#   - https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-metrics-apis
# custom:
#   severity: warning
#   help: >-
#     Scale by a ScaledObject of KEDA, render the APIService of the adapter, or declare it in
#     policies/data/platform.yaml under provided.APIService.
package rules.references["autoscaler-custom-metric"]

import data.lib.finding
import data.lib.objects
import data.lib.platform

apis := {"Pods": "custom.metrics.k8s.io", "Object": "custom.metrics.k8s.io", "External": "external.metrics.k8s.io"}

findings contains found if {
	not platform.has_unseen_charts
	some manifest in objects.of("autoscaling/HorizontalPodAutoscaler")
	some i, metric in objects.list_of(manifest.spec, "metrics")
	api := apis[metric.type]
	not is_served(api)
	found := finding.at(manifest, concat("/", ["/spec/metrics", format_int(i, 10)]), sprintf("scales by a metric of %s, which no APIService here serves", [api]))
}

is_served(api) if {
	some entry in array.concat([manifest.metadata | some manifest in objects.of("apiregistration.k8s.io/APIService")], platform.provided("APIService"))
	endswith(entry.name, api)
}

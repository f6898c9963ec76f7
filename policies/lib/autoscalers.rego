# METADATA
# title: Autoscalers
# description: HorizontalPodAutoscalers, KEDA's ScaledObjects and VerticalPodAutoscalers, each with what it scales.
package lib.autoscalers

import data.lib.objects

# METADATA
# description: |
#   What changes the number of pods: {object, path (of the reference), target {apiVersion, kind, name}, namespace, min, max}.
horizontal := array.concat(pod_autoscalers, scaled_objects)

# METADATA
# description: HorizontalPodAutoscalers, in the shape of horizontal.
pod_autoscalers := [entry |
	some manifest in objects.of("autoscaling/HorizontalPodAutoscaler")
	entry := {
		"object": manifest,
		"path": "/spec/scaleTargetRef",
		"target": manifest.spec.scaleTargetRef,
		"namespace": objects.namespace_of(manifest),
		"min": object.get(manifest.spec, "minReplicas", 1),
		"max": manifest.spec.maxReplicas,
	}
]

# METADATA
# description: ScaledObjects, in the shape of horizontal, with KEDA's defaults filled in.
scaled_objects := [entry |
	some manifest in objects.of("keda.sh/ScaledObject")
	entry := {
		"object": manifest,
		"path": "/spec/scaleTargetRef",
		"target": object.union({"apiVersion": "apps/v1", "kind": "Deployment"}, manifest.spec.scaleTargetRef),
		"namespace": objects.namespace_of(manifest),
		"min": object.get(manifest.spec, "minReplicaCount", 0),
		"max": object.get(manifest.spec, "maxReplicaCount", 100),
	}
]

# METADATA
# description: VerticalPodAutoscalers, {object, path, target, namespace}.
vertical := [entry |
	some manifest in objects.of("autoscaling.k8s.io/VerticalPodAutoscaler")
	entry := {
		"object": manifest,
		"path": "/spec/targetRef",
		"target": manifest.spec.targetRef,
		"namespace": objects.namespace_of(manifest),
	}
]

# METADATA
# description: Whether an autoscaler scales an object.
targets(autoscaler, manifest) if {
	autoscaler.target.kind == manifest.kind
	autoscaler.target.name == manifest.metadata.name
	autoscaler.namespace == objects.namespace_of(manifest)
	group(autoscaler.target.apiVersion) == group(manifest.apiVersion)
}

# METADATA
# description: The type, as lib.objects writes it, of what an autoscaler scales.
target_type(autoscaler) := concat("/", [group(autoscaler.target.apiVersion), autoscaler.target.kind])

# METADATA
# description: The words for what an autoscaler scales.
described(autoscaler) := sprintf("%s \"%s\"", [autoscaler.target.kind, autoscaler.target.name])

group(api_version) := split(api_version, "/")[0]

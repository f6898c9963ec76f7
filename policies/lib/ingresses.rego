# METADATA
# title: What Ingresses publish
# description: Every path of every Ingress, and whether something stands before it that asks who is there.
package lib.ingresses

import data.lib.finding
import data.lib.objects

# METADATA
# description: |
#   Every routed path: {object, host, path, prefix (whether it covers what is below it), service, port, pointer, guarded}.
routes := [route |
	some manifest in objects.of("networking.k8s.io/Ingress")
	some i, rule in manifest.spec.rules
	some j, entry in rule.http.paths
	route := {
		"object": manifest,
		"host": object.get(rule, "host", ""),
		"path": object.get(entry, "path", "/"),
		"prefix": object.get(entry, "pathType", "") != "Exact",
		"service": object.get(entry, ["backend", "service", "name"], ""),
		"port": object.get(entry, ["backend", "service", "port"], {}),
		"pointer": concat("/", ["/spec/rules", format_int(i, 10), "http/paths", format_int(j, 10), "path"]),
		"guarded": is_guarded(manifest),
	}
]

# METADATA
# description: |
#   The class that an Ingress asks for, {name, path}, by its field or by the annotation from before Kubernetes 1.18; undefined when it asks for none.
class_of(manifest) := {"name": name, "path": "/spec/ingressClassName"} if {
	name := manifest.spec.ingressClassName
} else := {"name": name, "path": finding.pointer(["metadata", "annotations", class_annotation])} if {
	name := objects.annotations_of(manifest)[class_annotation]
}

# METADATA
# description: https://kubernetes.io/docs/concepts/services-networking/ingress/#deprecated-annotation
class_annotation := "kubernetes.io/ingress.class"

# METADATA
# scope: document
# description: Whether a prefix (or an exact path) admits a request for a path. "/admin" covers "/admin/x" and not "/administrator".
covers(route, path) if lower(route.path) == lower(path)

covers(route, path) if {
	route.prefix
	prefix := concat("", [trim_right(lower(route.path), "/"), "/"])
	startswith(concat("", [lower(path), "/"]), prefix)
}

# Annotations of ingress-nginx that turn strangers away.
is_guarded(manifest) if {
	some name in ["auth-url", "auth-type", "auth-tls-secret", "whitelist-source-range", "allowlist-source-range"]
	objects.annotations_of(manifest)[concat("/", ["nginx.ingress.kubernetes.io", name])]
} else if {
	some name in split(object.get(objects.annotations_of(manifest), "nginx.org/policies", ""), ",")
	some policy in objects.of("k8s.nginx.org/Policy")
	trim_space(name) in names_of(policy, manifest)
	some field in ["accessControl", "basicAuth", "jwt", "oidc", "externalAuth", "apiKey", "ingressMTLS"]
	policy.spec[field]
} else := false

names_of(policy, manifest) := {
policy.metadata.name |
	objects.namespace_of(policy) == objects.namespace_of(manifest)
} | {concat("/", [objects.namespace_of(policy), policy.metadata.name])}

# METADATA
# title: Objects for the tests of rules about references
# description: Builds small objects in namespace "web"; used by tests only.
package lib.workload_fixture_test

# METADATA
# description: Any object in namespace "web".
named(api_version, kind, name, fields) := object.union(
	{"apiVersion": api_version, "kind": kind, "metadata": {"name": name, "namespace": "web"}},
	fields,
)

# METADATA
# description: Any object without a namespace.
cluster(api_version, kind, name, fields) := object.union(
	{"apiVersion": api_version, "kind": kind, "metadata": {"name": name}},
	fields,
)

# METADATA
# description: A Deployment "web" of pods labelled app=web, with these fields in its pod's spec.
deployment(pod_spec) := named("apps/v1", "Deployment", "web", {"spec": {
	"selector": {"matchLabels": {"app": "web"}},
	"template": {
		"metadata": {"labels": {"app": "web"}},
		"spec": object.union({"containers": [{"name": "web", "image": "web"}]}, pod_spec),
	},
}})

# METADATA
# description: A Deployment "web" with one container of these fields.
container(fields) := deployment({"containers": [object.union({"name": "web", "image": "web"}, fields)]})

# METADATA
# description: A Service "web" that selects app=web and maps port 80.
service(port) := named("v1", "Service", "web", {"spec": {
	"selector": {"app": "web"},
	"ports": [object.union({"name": "http", "port": 80}, port)],
}})

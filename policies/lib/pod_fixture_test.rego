# METADATA
# title: One workload for the tests of rules about pods
# description: |
#   A case says how it differs from a Deployment that every rule accepts: level (of the namespace), container (merged into
#   the only container), without (fields taken away from it), spec (merged into the pod's), metadata (the pod's),
#   objects (beside the Deployment).
package lib.pod_fixture_test

params := {
	"workloads": data.params.workloads,
	"security": {
		"default_level": "restricted",
		"privileged_namespaces": {"drivers": "loads kernel modules"},
		"required_requests": ["cpu", "memory"],
		"required_limits": ["memory"],
		"secret_readers": {"Role/app/mirror": "copies secrets to another namespace"},
		"cluster_admins": {"ClusterRoleBinding/break-glass": "for people in an emergency"},
		"private_paths": ["/admin", "/metrics"],
		"private_paths_of": {"app/web": ["/admin"]},
	},
	"registries": {
		"allowed": ["registry.example.com", "docker.io/library"],
		"floating_tags": ["latest", "stable"],
	},
	"secrets": {
		"patterns": {"a GitHub token": `\bgh[pousr]_[A-Za-z0-9]{36}\b`, "a private key": `-----BEGIN [A-Z ]*PRIVATE KEY-----`},
		"password_names": `(?i)(^|[/._-])(password|passwd|pass|pwd)$`,
		"secret_names": `(?i)(^|[/._-])(token|secret|api[._-]?key)$`,
		"placeholders": `(?i)^(change-?me|example|<.*>|\$\(.*\)|\$\{.*\}|\*+)$`,
	},
}

environment(case) := {
	"environment": "staging",
	"versions": {"kubernetes": "1.36", "argocd": "3.5"},
	"origins": {},
	"facts": {},
	"objects": array.concat([namespace(case), deployment(case)], object.get(case, "objects", [])),
}

namespace(case) := {
	"apiVersion": "v1",
	"kind": "Namespace",
	"metadata": {"name": "app", "labels": {"pod-security.kubernetes.io/enforce": object.get(case, "level", "restricted")}},
}

deployment(case) := {
	"apiVersion": "apps/v1",
	"kind": "Deployment",
	"metadata": {"name": "web", "namespace": "app"},
	"spec": {"template": {
		"metadata": object.get(case, "metadata", {}),
		"spec": object.union(
			{
				"automountServiceAccountToken": false,
				"containers": [object.union(json.remove(container, object.get(case, "without", [])), object.get(case, "container", {}))],
			},
			object.get(case, "spec", {}),
		),
	}},
}

container := {
	"name": "web",
	"image": "registry.example.com/web:1.2.3",
	"resources": {"requests": {"cpu": "1", "memory": "1Gi"}, "limits": {"memory": "1Gi"}},
	"securityContext": {
		"allowPrivilegeEscalation": false,
		"readOnlyRootFilesystem": true,
		"runAsNonRoot": true,
		"capabilities": {"drop": ["ALL"]},
		"seccompProfile": {"type": "RuntimeDefault"},
	},
}

package rules.security["rbac-cluster-admin_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["rbac-cluster-admin"] as rule

accept := {
	"another role": {
		"objects": [{
			"apiVersion": "rbac.authorization.k8s.io/v1",
			"kind": "ClusterRoleBinding",
			"metadata": {"name": "b"},
			"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
			"subjects": [{"kind": "ServiceAccount", "name": "web", "namespace": "app"}],
		}],
	},
	"one that may": {
		"objects": [{
			"apiVersion": "rbac.authorization.k8s.io/v1",
			"kind": "ClusterRoleBinding",
			"metadata": {"name": "break-glass"},
			"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"},
			"subjects": [{"kind": "ServiceAccount", "name": "web", "namespace": "app"}],
		}],
	},
}

reject := {
	"a service account": {
		"objects": [{
			"apiVersion": "rbac.authorization.k8s.io/v1",
			"kind": "ClusterRoleBinding",
			"metadata": {"name": "b"},
			"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"},
			"subjects": [{"kind": "ServiceAccount", "name": "web", "namespace": "app"}],
		}],
		"paths": {"/roleRef/name"},
	},
	"in one namespace": {
		"objects": [{
			"apiVersion": "rbac.authorization.k8s.io/v1",
			"kind": "RoleBinding",
			"metadata": {"name": "b"},
			"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"},
			"subjects": [{"kind": "ServiceAccount", "name": "web", "namespace": "app"}],
		}],
		"paths": {"/roleRef/name"},
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as fixture.environment(case) with data.params as fixture.params
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as fixture.environment(case) with data.params as fixture.params
	{finding.path | some finding in found} == case.paths
}

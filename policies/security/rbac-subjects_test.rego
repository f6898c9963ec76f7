package rules.security["rbac-subjects_test"]

import data.lib.object_fixture_test as fixture
import data.rules.security["rbac-subjects"] as rule

accept := {
	"a user of that name, which is no group": {
		"objects": [{
			"apiVersion": "rbac.authorization.k8s.io/v1",
			"kind": "ClusterRoleBinding",
			"metadata": {"name": "b"},
			"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
			"subjects": [{"kind": "User", "name": "system:masters"}],
		}],
	},
	"a service account": {
		"objects": [{
			"apiVersion": "rbac.authorization.k8s.io/v1",
			"kind": "ClusterRoleBinding",
			"metadata": {"name": "b"},
			"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
			"subjects": [{"kind": "ServiceAccount", "name": "web", "namespace": "app"}],
		}],
	},
}

reject := {
	"everybody": {
		"objects": [{
			"apiVersion": "rbac.authorization.k8s.io/v1",
			"kind": "ClusterRoleBinding",
			"metadata": {"name": "b"},
			"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
			"subjects": [{"kind": "Group", "name": "system:authenticated"}],
		}],
		"paths": {"/subjects/0/name"},
	},
	"the group that no role binds": {
		"objects": [{
			"apiVersion": "rbac.authorization.k8s.io/v1",
			"kind": "ClusterRoleBinding",
			"metadata": {"name": "b"},
			"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
			"subjects": [{"kind": "Group", "name": "system:masters"}],
		}],
		"paths": {"/subjects/0/name"},
	},
	"the default account by its user": {
		"objects": [{
			"apiVersion": "rbac.authorization.k8s.io/v1",
			"kind": "ClusterRoleBinding",
			"metadata": {"name": "b"},
			"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
			"subjects": [{"kind": "User", "name": "system:serviceaccount:app:default"}],
		}],
		"paths": {"/subjects/0/name"},
	},
	"a whole namespace": {
		"objects": [{
			"apiVersion": "rbac.authorization.k8s.io/v1",
			"kind": "ClusterRoleBinding",
			"metadata": {"name": "b"},
			"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
			"subjects": [{"kind": "Group", "name": "system:serviceaccounts:app"}],
		}],
		"paths": {"/subjects/0/name"},
	},
	"the default account": {
		"objects": [{
			"apiVersion": "rbac.authorization.k8s.io/v1",
			"kind": "ClusterRoleBinding",
			"metadata": {"name": "b"},
			"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
			"subjects": [{"kind": "ServiceAccount", "name": "web", "namespace": "app"}, {"kind": "ServiceAccount", "name": "default", "namespace": "app"}],
		}],
		"paths": {"/subjects/1/name"},
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

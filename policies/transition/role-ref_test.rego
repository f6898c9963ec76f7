package rules.transition["role-ref_test"]

import data.lib.step_fixture_test as fixture
import data.rules.transition["role-ref"] as rule

accept := {
	"another subject": {
		"before": [
			{
				"apiVersion": "rbac.authorization.k8s.io/v1",
				"kind": "RoleBinding",
				"metadata": {"name": "web", "namespace": "web"},
				"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "reader"},
				"subjects": [{"kind": "ServiceAccount", "name": "web", "namespace": "web"}],
			},
		],
		"after": [
			{
				"apiVersion": "rbac.authorization.k8s.io/v1",
				"kind": "RoleBinding",
				"metadata": {"name": "web", "namespace": "web"},
				"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "reader"},
				"subjects": [],
			},
		],
	},
}

reject := {
	"another role": {
		"before": [
			{
				"apiVersion": "rbac.authorization.k8s.io/v1",
				"kind": "RoleBinding",
				"metadata": {"name": "web", "namespace": "web"},
				"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "reader"},
				"subjects": [{"kind": "ServiceAccount", "name": "web", "namespace": "web"}],
			},
		],
		"after": [
			{
				"apiVersion": "rbac.authorization.k8s.io/v1",
				"kind": "RoleBinding",
				"metadata": {"name": "web", "namespace": "web"},
				"roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "writer"},
				"subjects": [{"kind": "ServiceAccount", "name": "web", "namespace": "web"}],
			},
		],
		"message": "roleRef changes from {\"apiGroup\":\"rbac.authorization.k8s.io\",\"kind\":\"Role\",\"name\":\"reader\"} to {\"apiGroup\":\"rbac.authorization.k8s.io\",\"kind\":\"Role\",\"name\":\"writer\"}: the API server refuses that, and the sync fails",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as fixture.input_of(case)
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as fixture.input_of(case)
	{finding.message | some finding in found} == {case.message}
}

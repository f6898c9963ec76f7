package rules.security["service-account-token_test"]

import data.lib.pod_fixture_test as fixture
import data.rules.security["service-account-token"] as rule

accept := {
	"the account of the deprecated field says so": {
		"spec": {"serviceAccount": "web", "automountServiceAccountToken": null},
		"objects": [{
			"apiVersion": "v1",
			"kind": "ServiceAccount",
			"metadata": {"name": "web", "namespace": "app"},
			"automountServiceAccountToken": false,
		}],
	},
	"a role is bound to the account's user": {
		"spec": {"serviceAccountName": "web", "automountServiceAccountToken": true},
		"objects": [{
			"apiVersion": "rbac.authorization.k8s.io/v1",
			"kind": "ClusterRoleBinding",
			"metadata": {"name": "web"},
			"subjects": [{"kind": "User", "name": "system:serviceaccount:app:web"}],
		}],
	},
	"not mounted": {},
	"the account says so": {
		"spec": {"serviceAccountName": "web", "automountServiceAccountToken": null},
		"objects": [{
			"apiVersion": "v1",
			"kind": "ServiceAccount",
			"metadata": {"name": "web", "namespace": "app"},
			"automountServiceAccountToken": false,
		}],
	},
	"a role is bound": {
		"spec": {"serviceAccountName": "web", "automountServiceAccountToken": true},
		"objects": [{
			"apiVersion": "rbac.authorization.k8s.io/v1",
			"kind": "RoleBinding",
			"metadata": {"name": "web", "namespace": "app"},
			"subjects": [{"kind": "ServiceAccount", "name": "web", "namespace": "app"}],
		}],
	},
}

reject := {
	"mounted for nothing": {"spec": {"automountServiceAccountToken": true}, "paths": {"/spec/template/spec/automountServiceAccountToken"}},
	"by default": {"spec": {"automountServiceAccountToken": null}, "paths": {"/spec/template/spec/automountServiceAccountToken"}},
	"a role of another account": {
		"spec": {"serviceAccountName": "web", "automountServiceAccountToken": true},
		"objects": [{
			"apiVersion": "rbac.authorization.k8s.io/v1",
			"kind": "RoleBinding",
			"metadata": {"name": "web", "namespace": "app"},
			"subjects": [{"kind": "ServiceAccount", "name": "web", "namespace": "other"}],
		}],
		"paths": {"/spec/template/spec/automountServiceAccountToken"},
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

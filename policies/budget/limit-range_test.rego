package rules.budget["limit-range_test"]

import data.lib.budget_fixture_test as fixture
import data.rules.budget["limit-range"] as rule

limits(list) := {"apiVersion": "v1", "kind": "LimitRange", "metadata": {"name": "bounds", "namespace": "app"}, "spec": {"limits": list}}

claim(storage) := {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "data", "namespace": "app"}, "spec": {"resources": {"requests": {"storage": storage}}}}

storage := [{"type": "PersistentVolumeClaim", "max": {"storage": "500Gi"}, "min": {"storage": "1Gi"}}]

accept := {
	"at the edge": {"objects": [limits(storage), claim("500Gi")]},
	"another type": {"objects": [limits([{"type": "Pod", "max": {"storage": "1Gi"}}]), claim("500Gi")]},
	"another namespace": {"objects": [object.union(limits(storage), {"metadata": {"namespace": "other"}}), claim("600Gi")]},
	"a container within": {"objects": [limits([{"type": "Container", "max": {"memory": "8Gi"}}]), fixture.deployment(1, {})]},
}

reject := {
	"a claim that grew": {
		"objects": [limits(storage), claim("600Gi")],
		"messages": {"storage is 600Gi, and LimitRange \"bounds\" has a max of 500Gi for a PersistentVolumeClaim"},
	},
	"a claim that is too small": {
		"objects": [limits(storage), claim("512Mi")],
		"messages": {"storage is 512Mi, and LimitRange \"bounds\" has a min of 1Gi for a PersistentVolumeClaim"},
	},
	"a claim of a StatefulSet": {
		"objects": [limits(storage), {
			"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "cache", "namespace": "app"},
			"spec": {"template": {"spec": {"containers": []}}, "volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": {"resources": {"requests": {"storage": "1Ti"}}}}]},
		}],
		"messages": {"storage is 1Ti, and LimitRange \"bounds\" has a max of 500Gi for a PersistentVolumeClaim"},
	},
	"a container's limit": {
		"objects": [limits([{"type": "Container", "max": {"memory": "16Gi"}}]), {
			"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "namespace": "app"},
			"spec": {"template": {"spec": {"containers": [{"name": "web", "resources": {"requests": {"memory": "4Gi"}, "limits": {"memory": "24Gi"}}}]}}},
		}],
		"messages": {"memory is 24Gi, and LimitRange \"bounds\" has a max of 16Gi for a Container"},
	},
}

parameters(case) := object.union(fixture.params, object.get(case, "params", {}))

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as fixture.environment(case) with data.params as parameters(case)
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as fixture.environment(case) with data.params as parameters(case)
	{finding.message | some finding in found} == case.messages
}

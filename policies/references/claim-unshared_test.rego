package rules.references["claim-unshared_test"]

import data.lib.workload_fixture_test as fixture
import data.rules.references["claim-unshared"] as rule

claim(mode) := fixture.named("v1", "PersistentVolumeClaim", "data", {"spec": {"accessModes": [mode]}})

pod(replicas) := object.union(
	fixture.deployment({"volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "data"}}]}),
	{"spec": {"replicas": replicas}},
)

accept := {
	"one pod": {"objects": [claim("ReadWriteOnce"), pod(1)]},
	"a shared volume": {"objects": [claim("ReadWriteMany"), pod(3)]},
}

reject := {
	"two pods of one volume": {
		"objects": [claim("ReadWriteOnce"), pod(2)],
		"message": "up to 2 pods mount PersistentVolumeClaim \"data\", which is ReadWriteOnce",
	},
	"an autoscaler makes it more": {
		"objects": [
			claim("ReadWriteOnce"),
			pod(1),
			fixture.named(
				"autoscaling/v2",
				"HorizontalPodAutoscaler",
				"web",
				{"spec": {"scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}, "maxReplicas": 4}},
			),
		],
		"message": "up to 4 pods mount PersistentVolumeClaim \"data\", which is ReadWriteOnce",
	},
}

test_accept[name] if {
	some name, case in accept
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {}}
	count(found) == 0
}

test_reject[name] if {
	some name, case in reject
	found := rule.findings with input as {"objects": case.objects} with data.params.platform as {"provided": {}}
	{finding.message | some finding in found} == {case.message}
}

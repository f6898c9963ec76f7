package lib.workloads_test

import data.lib.scale
import data.lib.workloads

container(name) := {"name": name, "image": "registry.example.com/web:1.2.3"}

pod(name) := {"metadata": {"labels": {"app": name}}, "spec": {"containers": [container(name)]}}

object_of(api_version, kind, spec) := {"apiVersion": api_version, "kind": kind, "metadata": {"name": "x", "namespace": "app"}, "spec": spec}

# Each case: an object, and of each of its pods the place of its first container, and how many there are at most.
cases := {
	"KEDA": {
		"object": object_of("keda.sh/v1alpha1", "ScaledJob", {"maxReplicaCount": 3, "jobTargetRef": {"parallelism": 2, "template": pod("a")}}),
		"pods": {["/spec/jobTargetRef/template/spec/containers/0", 6]},
	},
	"KEDA's own maximum": {
		"object": object_of("keda.sh/v1alpha1", "ScaledJob", {"jobTargetRef": {"template": pod("a")}}),
		"pods": {["/spec/jobTargetRef/template/spec/containers/0", 100]},
	},
	"Argo Workflows": {
		"object": object_of("argoproj.io/v1alpha1", "Workflow", {"templates": [
			{"name": "main", "steps": [[{"name": "a", "template": "a"}]]},
			{"name": "a", "container": {"image": "registry.example.com/web:1.2.3"}},
			{"name": "b", "script": container("b")},
			{"name": "c", "containerSet": {"containers": [container("c")]}},
		]}),
		"pods": {["/spec/templates/1/container", 1], ["/spec/templates/2/script", 1], ["/spec/templates/3/containerSet/containers/0", 1]},
	},
	"a CronWorkflow": {
		"object": object_of("argoproj.io/v1alpha1", "CronWorkflow", {"workflowSpec": {"templates": [{"name": "a", "container": container("a")}]}}),
		"pods": {["/spec/workflowSpec/templates/0/container", 1]},
	},
	"a WorkflowTemplate, which nothing starts": {
		"object": object_of("argoproj.io/v1alpha1", "WorkflowTemplate", {"templates": [{"name": "a", "container": container("a")}]}),
		"pods": {["/spec/templates/0/container", 0]},
	},
	"JobSet": {
		"object": object_of("jobset.x-k8s.io/v1alpha2", "JobSet", {"replicatedJobs": [
			{"name": "a", "replicas": 2, "template": {"spec": {"parallelism": 4, "template": pod("a")}}},
			{"name": "b", "template": {"spec": {"template": pod("b")}}},
		]}),
		"pods": {["/spec/replicatedJobs/0/template/spec/template/spec/containers/0", 8], ["/spec/replicatedJobs/1/template/spec/template/spec/containers/0", 1]},
	},
	"Ray": {
		"object": object_of("ray.io/v1", "RayCluster", {
			"headGroupSpec": {"template": pod("head")},
			"workerGroupSpecs": [{"groupName": "gpu", "minReplicas": 1, "maxReplicas": 5, "template": pod("worker")}],
		}),
		"pods": {["/spec/headGroupSpec/template/spec/containers/0", 1], ["/spec/workerGroupSpecs/0/template/spec/containers/0", 5]},
	},
	"Kubeflow": {
		"object": object_of("kubeflow.org/v1", "PyTorchJob", {"pytorchReplicaSpecs": {"Master": {"template": pod("a")}, "Worker": {"replicas": 3, "template": pod("b")}}}),
		"pods": {["/spec/pytorchReplicaSpecs/Master/template/spec/containers/0", 1], ["/spec/pytorchReplicaSpecs/Worker/template/spec/containers/0", 3]},
	},
	"KServe": {
		"object": object_of("serving.kserve.io/v1beta1", "InferenceService", {"predictor": {"maxReplicas": 2, "containers": [container("kserve-container")]}}),
		"pods": {["/spec/predictor/containers/0", 2]},
	},
	"LeaderWorkerSet": {
		"object": object_of("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet", {"replicas": 2, "leaderWorkerTemplate": {"size": 4, "workerTemplate": pod("a")}}),
		"pods": {["/spec/leaderWorkerTemplate/workerTemplate/spec/containers/0", 8]},
	},
	"Knative": {
		"object": object_of("serving.knative.dev/v1", "Service", {"template": object.union(pod("a"), {"metadata": {"annotations": {"autoscaling.knative.dev/max-scale": "7"}}})}),
		"pods": {["/spec/template/spec/containers/0", 7]},
	},
	"Kueue's own": {
		"object": object_of("kueue.x-k8s.io/v1beta1", "Workload", {"podSets": [{"name": "main", "count": 3, "template": pod("a")}]}),
		"pods": {["/spec/podSets/0/template/spec/containers/0", 0]},
	},
	"a Job that waits in a queue": {
		"object": object.union(
			object_of("batch/v1", "Job", {"suspend": true, "parallelism": 2, "template": pod("a")}),
			{"metadata": {"labels": {"kueue.x-k8s.io/queue-name": "gpu"}}},
		),
		"pods": {["/spec/template/spec/containers/0", 2]},
	},
	"a Job that is suspended": {
		"object": object_of("batch/v1", "Job", {"suspend": true, "template": pod("a")}),
		"pods": {["/spec/template/spec/containers/0", 0]},
	},
	"a kind of nobody's": {"object": object_of("example.com/v1", "Thing", {"template": pod("a")}), "pods": set()},
}

test_pods_are_found[name] if {
	some name, case in cases
	found := {[workloads.containers_of(entry.pod)[0].path, entry.maximum] |
		some entry in scale.templates with input as {"objects": [case.object], "environment": "staging"}
	}
	found == case.pods
}

test_a_model_of_kserve_costs_what_it_asks_for if {
	service := object_of("serving.kserve.io/v1beta1", "InferenceService", {"predictor": {"model": {"resources": {"limits": {"nvidia.com/gpu": "2"}}}}})
	pods := workloads.all with input as {"objects": [service]}
	count(pods) == 1
	data.lib.capacity.requested(pods[0], "nvidia.com/gpu") == 2
}

test_a_step_takes_what_its_workflow_says if {
	workflow := object_of("argoproj.io/v1alpha1", "Workflow", {"hostNetwork": true, "serviceAccountName": "w", "templates": [
		{"name": "a", "serviceAccountName": "own", "container": container("a")},
	]})
	pods := workloads.all with input as {"objects": [workflow]}
	pods[0].spec.hostNetwork
	workloads.account_of(pods[0]).name == "own"
}

test_labels_that_a_controller_adds if {
	cluster := object_of("ray.io/v1", "RayCluster", {"workerGroupSpecs": [{"groupName": "gpu", "template": pod("w")}]})
	pods := workloads.all with input as {"objects": [cluster]}
	found := workloads.labels_of(pods[0])
	found == {"app": "w", "ray.io/cluster": "x", "ray.io/node-type": "worker", "ray.io/group": "gpu", "ray.io/is-ray-node": "yes"}
}

test_a_kind_of_the_users_own if {
	pods := workloads.all with input as {"objects": [object_of("example.com/v1", "Thing", {"template": pod("a")})]}
		with data.params.workloads as {"kinds": {"example.com/Thing": [{"template": "/spec/template"}]}}
	pods[0].path == "/spec/template/spec"
}

module ai-scientist-gitops/tools/crds

go 1.26.3

require (
	github.com/argoproj/argo-cd/v3 v3.5.1
	github.com/cert-manager/cert-manager v1.21.2
	github.com/external-secrets/external-secrets v1.3.2
	github.com/kedacore/keda/v2 v2.20.2
	github.com/prometheus-operator/prometheus-operator v0.93.1
	k8s.io/autoscaler/vertical-pod-autoscaler v1.7.3
)

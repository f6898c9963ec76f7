# METADATA
# title: A Job that cleans itself up does not run again and again
# description: >-
#   Kubernetes deletes a finished Job after ttlSecondsAfterFinished. Argo CD then finds it missing from the
#   cluster, and with selfHeal runs it once more.
# related_resources:
#   - https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/
# custom:
#   severity: warning
#   help: >-
#     Make it a hook (argocd.argoproj.io/hook), or remove ttlSecondsAfterFinished.
package rules.gitops["job-ttl"]

import data.lib.argocd
import data.lib.finding
import data.lib.objects

findings contains found if {
	count(argocd.applications) > 0
	some job in objects.of("batch/Job")
	job.spec.ttlSecondsAfterFinished
	not objects.annotations_of(job)["argocd.argoproj.io/hook"]
	not objects.annotations_of(job)["helm.sh/hook"]
	found := finding.at(job, "/spec/ttlSecondsAfterFinished", "the Job is deleted when it has ended, and Argo CD runs it again")
}

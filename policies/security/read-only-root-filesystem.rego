# METADATA
# title: The root file system is read-only
# description: >-
#   What breaks in cannot stay: nothing can be written next to the program, only to mounted volumes.
# related_resources:
#   - https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
# custom:
#   severity: error
#   help: Set securityContext.readOnlyRootFilesystem to true and mount an emptyDir where the program writes.
package rules.security["read-only-root-filesystem"]

import data.lib.finding
import data.lib.pod_security
import data.lib.workloads

findings contains found if {
	some entry in pod_security.containers_from("baseline")
	entry.field != "ephemeralContainers"
	not pod_security.is_windows(entry.pod)
	not is_read_only(entry.container)
	message := sprintf("%s can write to its root file system", [workloads.described(entry)])
	found := finding.at(entry.object, concat("", [entry.path, "/securityContext/readOnlyRootFilesystem"]), message)
}

is_read_only(container) if container.securityContext.readOnlyRootFilesystem == true

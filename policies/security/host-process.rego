# METADATA
# title: No Windows HostProcess pods
# description: A HostProcess container runs on the Windows node itself.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
# custom:
#   severity: error
#   help: Remove windowsOptions.hostProcess.
package rules.security["host-process"]

import data.lib.finding
import data.lib.pod_security

findings contains found if {
	some entry in pod_security.contexts_from("baseline")
	entry.context.windowsOptions.hostProcess == true
	message := sprintf("%s is a HostProcess", [entry.what])
	found := finding.at(entry.object, concat("", [entry.path, "/windowsOptions/hostProcess"]), message)
}

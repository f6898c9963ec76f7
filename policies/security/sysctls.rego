# METADATA
# title: Only safe sysctls
# description: Most kernel parameters are shared by all pods of a node; only those that are not may be set.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
#   - https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/
# custom:
#   severity: error
#   help: Remove the sysctl, or set it on the nodes.
package rules.security.sysctls

import data.lib.finding
import data.lib.pod_security

safe := {
	"kernel.shm_rmid_forced",
	"net.ipv4.ip_local_port_range",
	"net.ipv4.ip_local_reserved_ports",
	"net.ipv4.ip_unprivileged_port_start",
	"net.ipv4.ping_group_range",
	"net.ipv4.tcp_fin_timeout",
	"net.ipv4.tcp_keepalive_intvl",
	"net.ipv4.tcp_keepalive_probes",
	"net.ipv4.tcp_keepalive_time",
	"net.ipv4.tcp_rmem",
	"net.ipv4.tcp_syncookies",
	"net.ipv4.tcp_wmem",
}

findings contains found if {
	some pod in pod_security.pods_from("baseline")
	some i, sysctl in pod.spec.securityContext.sysctls
	not sysctl.name in safe
	message := sprintf("the pod sets the sysctl %s", [sysctl.name])
	found := finding.at(pod.object, concat("", [pod.path, "/securityContext/sysctls/", format_int(i, 10)]), message)
}

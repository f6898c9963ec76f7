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
import data.lib.versions

# Each with the version from which it may be set.
safe := {
	"kernel.shm_rmid_forced": "1.0",
	"net.ipv4.ip_local_port_range": "1.0",
	"net.ipv4.ip_local_reserved_ports": "1.27",
	"net.ipv4.ip_unprivileged_port_start": "1.0",
	"net.ipv4.ping_group_range": "1.0",
	"net.ipv4.tcp_fin_timeout": "1.29",
	"net.ipv4.tcp_keepalive_intvl": "1.29",
	"net.ipv4.tcp_keepalive_probes": "1.29",
	"net.ipv4.tcp_keepalive_time": "1.29",
	"net.ipv4.tcp_notsent_lowat": "1.37",
	"net.ipv4.tcp_rmem": "1.32",
	"net.ipv4.tcp_slow_start_after_idle": "1.37",
	"net.ipv4.tcp_syncookies": "1.0",
	"net.ipv4.tcp_wmem": "1.32",
}

findings contains found if {
	some pod in pod_security.pods_from("baseline")
	some i, sysctl in pod.spec.securityContext.sysctls
	not versions.is_reached(object.get(safe, sysctl.name, "999.0"))
	message := sprintf("the pod sets the sysctl %s", [sysctl.name])
	found := finding.at(pod.object, concat("", [pod.path, "/securityContext/sysctls/", format_int(i, 10)]), message)
}

# METADATA
# title: A mounted configuration file is read
# description: >-
#   Redis and Valkey read a configuration file only when their command line names one. A file that is mounted and
#   not named changes nothing.
# related_resources:
#   - https://redis.io/docs/latest/operate/oss_and_stack/management/config/
# custom:
#   severity: warning
#   help: >-
#     Name the file as the first argument: args: [/etc/redis/redis.conf].
package rules.references["configuration-read"]

import data.lib.finding
import data.lib.images
import data.lib.mounted_files
import data.lib.objects
import data.lib.workloads

# The official images, whose entrypoint passes its arguments on.
programs := {"library/redis", "valkey/valkey"}

findings contains found if {
	some entry in workloads.containers
	images.parse(entry.container.image).repository in programs
	some mount in mounted_files.mounts
	mount.place == entry.path
	mount.pod.object == entry.object
	some config_map in objects.named("ConfigMap", entry.pod.namespace, mount.name)
	some key, _ in objects.map_of(config_map, "data")
	regex.match(`(redis|valkey).*\.conf$`, key)
	every word in array.concat(objects.list_of(entry.container, "command"), objects.list_of(entry.container, "args")) {
		not names_file(word)
	}
	found := finding.at(entry.object, mount.path, sprintf("mounts %s, and the command line of %s names no configuration file", [key, workloads.described(entry)]))
}

names_file(word) if contains(word, ".conf")

# Whatever a script does is its own affair.
names_file(word) if regex.match(`(^|/)(sh|bash|ash)$|\.sh\b`, word)

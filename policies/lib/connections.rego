# METADATA
# title: Connections
# description: The Services that pods are told to connect to, by their environment, arguments and ConfigMaps.
package lib.connections

import data.lib.objects
import data.lib.pod_references
import data.lib.services
import data.lib.workloads

# METADATA
# description: |
#   Each rendered Service that a pod names: {pod, path (JSON pointer of the mention), service, port (0 when none is given), text}.
named := [entry |
	some mention in array.concat(direct, from_config_maps)
	some host in hosts(mention)
	some service in services.rendered(services.address(host.name, mention.pod.namespace))
	entry := {
		"pod": mention.pod,
		"path": mention.path,
		"service": service,
		"port": host.port,
		"text": mention.text,
	}
]

direct := [mention |
	some entry in workloads.containers
	some text in texts(entry.container)
	mention := {"pod": entry.pod, "path": concat("", [entry.path, text.path]), "name": text.name, "text": text.value}
]

texts(container) := array.concat(
	[{"path": sprintf("/env/%d/value", [i]), "name": variable.name, "value": variable.value} |
		some i, variable in objects.list_of(container, "env")
		is_string(variable.value)
	],
	[{"path": sprintf("/%s/%d", [field, i]), "name": "", "value": argument} |
		some field in ["command", "args"]
		some i, argument in objects.list_of(container, field)
		is_string(argument)
	],
)

from_config_maps := [mention |
	some reference in pod_references.references
	reference.kind == "ConfigMap"
	some config_map in objects.named("ConfigMap", reference.pod.namespace, reference.name)
	some key, value in objects.map_of(config_map, "data")
	reference.key in {"", key}
	mention := {"pod": reference.pod, "path": reference.path, "name": key, "text": value}
]

# "redis:6379", "http://redis.cache.svc:80/x", "--host=redis:6379"; a bare word only where its name says that it is a host.
hosts(mention) := ({host |
	contains(mention.text, ":")
	some parts in regex.find_all_string_submatch_n(
		`(?:^|//|@|=|,|\s|")([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*)(?::(\d+))(?:$|[/,\s"?])`,
		mention.text,
		-1,
	)
	host := {"name": parts[1], "port": to_number(parts[2])}
} | {host |
	contains(mention.text, "//")
	some parts in regex.find_all_string_submatch_n(`//(?:[^/@\s]*@)?([a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*)(?:$|[/,\s"?])`, mention.text, -1)
	host := {"name": parts[1], "port": 0}
}) | {host |
	regex.match(`(?i)(HOST|ADDR|ADDRESS|ENDPOINT|SERVER|SERVICE)$`, mention.name)
	regex.match(`^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$`, mention.text)
	host := {"name": mention.text, "port": 0}
}

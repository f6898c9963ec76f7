# METADATA
# title: Every severity reaches somebody
# description: |
#   Alertmanager walks its tree of routes; where a severity ends at a receiver that sends nothing, its alerts are
#   lost without a trace.
# related_resources:
#   - https://prometheus.io/docs/alerting/latest/configuration/#route
# custom:
#   severity: error
#   help: Add a route with a matcher on severity, or a receiver with somewhere to send to.
package rules.alerts["route-receiver"]

import data.lib.finding
import data.lib.objects

# AlertmanagerConfig objects, and alertmanager.yaml in a Secret or in the template of an ExternalSecret.
configurations contains {
	"object": manifest,
	"path": "/spec/route",
	"route": manifest.spec.route,
	"receivers": objects.list_of(manifest.spec, "receivers"),
} if {
	some manifest in objects.of("monitoring.coreos.com/AlertmanagerConfig")
}

configurations contains {"object": manifest, "path": "/stringData/alertmanager.yaml", "route": value.route, "receivers": value.receivers} if {
	some manifest in objects.of("Secret")
	value := yaml.unmarshal(manifest.stringData["alertmanager.yaml"])
}

configurations contains {"object": manifest, "path": "/spec/target/template/data/alertmanager.yaml", "route": value.route, "receivers": value.receivers} if {
	some manifest in objects.of("external-secrets.io/ExternalSecret")
	value := yaml.unmarshal(manifest.spec.target.template.data["alertmanager.yaml"])
}

# Where alerts of a severity end that match on nothing else: the deepest routes that take all of them.
findings contains found if {
	some configuration in configurations
	some severity in data.params.alerts.severities
	some route in ends(configuration.route, severity)
	receiver := inherited(configuration.route, route)
	not sends(configuration.receivers, receiver)
	found := finding.at(configuration.object, configuration.path, sprintf(
		"alerts of severity %s end at receiver \"%s\", which sends nothing",
		[severity, receiver],
	))
}

ends(root, severity) := {path |
	some path in taken(root, severity)
	deeper := {other |
		some other in taken(root, severity)
		count(other) > count(path)
		array.slice(other, 0, count(path)) == path
	}
	count(deeper) == 0
}

# The paths (["routes", 0, "routes", 1]) of all routes that take every alert of the severity.
taken(root, severity) := {path |
	walk(root, [path, route])
	is_object(route)
	is_route(path)
	every length in numbers.range(0, count(path) / 2) {
		takes(object.get(root, array.slice(path, 0, length * 2), {}), severity)
	}
}

is_route([])

is_route(path) if {
	path[count(path) - 2] == "routes"
	count([field | some field in path; is_string(field); field != "routes"]) == 0
}

takes(route, severity) if {
	every matcher in matchers(route) { admits(matcher, severity) }
}

# Matchers of an AlertmanagerConfig are objects, those of alertmanager.yaml are text.
matchers(route) := [parsed_matcher(matcher) | some matcher in objects.list_of(route, "matchers")]

parsed_matcher(matcher) := {
	"name": matcher.name,
	"type": object.get(matcher, "matchType", "="),
	"value": object.get(matcher, "value", ""),
} if {
	is_object(matcher)
}

parsed_matcher(matcher) := {"name": parts[1], "type": parts[2], "value": parts[3]} if {
	is_string(matcher)
	parts := regex.find_all_string_submatch_n(`^\s*(\w+)\s*(=~|!~|!=|=)\s*"?([^"]*)"?\s*$`, matcher, 1)[0]
}

admits(matcher, severity) if {
	matcher.name == "severity"
	matcher.type == "="
	matcher.value == severity
}

admits(matcher, severity) if {
	matcher.name == "severity"
	matcher.type == "!="
	matcher.value != severity
}

admits(matcher, severity) if {
	matcher.name == "severity"
	matcher.type == "=~"
	regex.match(sprintf("^(?:%s)$", [matcher.value]), severity)
}

admits(matcher, severity) if {
	matcher.name == "severity"
	matcher.type == "!~"
	not regex.match(sprintf("^(?:%s)$", [matcher.value]), severity)
}

# A route without a receiver takes its parent's.
inherited(root, path) := names[count(names) - 1] if {
	names := [name |
		some length in numbers.range(0, count(path) / 2)
		name := object.get(root, array.slice(path, 0, length * 2), {}).receiver
	]
	count(names) > 0
} else := ""

sends(receivers, name) if {
	some receiver in receivers
	receiver.name == name
	some field, targets in receiver
	regex.match(`(_configs|Configs)$`, field)
	count(targets) > 0
}

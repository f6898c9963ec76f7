# METADATA
# title: No secret value in plain sight
# description: >-
#   A secret in a ConfigMap, an environment variable, an argument or an annotation is readable for everybody who
#   may read the object, and for everybody who may read the repository.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/secrets-good-practices/
# custom:
#   severity: error
#   help: Put the value into a secret store and read it through a Secret; revoke the one that was committed.
package rules.security["secret-value"]

import data.lib.finding
import data.lib.objects
import data.lib.workloads

# Everything a person may have typed a secret into: {object, name, value}, and path or, where it is worked out when it is needed, field.
places := array.concat(array.concat(array.concat(configuration, lines), annotations), array.concat(array.concat(variables, words), pairs))

configuration := [place |
	some manifest in objects.of("ConfigMap")
	some name, value in objects.map_of(manifest, "data")
	place := {"object": manifest, "field": ["data", name], "name": name, "value": value}
]

# "db.password=…" in a file of a ConfigMap. Only a text that speaks of secrets is worth the search.
lines := [place |
	some each in configuration
	is_string(each.value)
	regex.match(`\.(properties|env|conf|cnf|cfg|ini|toml|ya?ml)$`, each.name)
	regex.match(`(?i)pass|pwd|secret|token|key|credential`, each.value)
	some i, line in split(each.value, "\n")
	parts := regex.find_all_string_submatch_n(`^\s*(?:export\s+)?"?([A-Za-z][A-Za-z0-9._-]*)"?\s*[=:]\s*["']?([^\s"'#]+)["']?,?\s*$`, line, 1)[0]
	place := {"object": each.object, "path": finding.inside(path_of(each), sprintf("L%d", [i + 1])), "name": parts[1], "value": parts[2], "line": true}
]

annotations := [place |
	some manifest in input.objects
	some name, value in objects.annotations_of(manifest)
	place := {"object": manifest, "field": ["metadata", "annotations", name], "name": name, "value": value}
]

variables := [place |
	some entry in workloads.containers
	some i, variable in objects.list_of(entry.container, "env")
	path := concat("", [entry.path, "/env/", format_int(i, 10), "/value"])
	place := {"object": entry.object, "path": path, "name": variable.name, "value": variable.value}
]

words := [place |
	some entry in workloads.containers
	some field in ["command", "args"]
	some i, word in objects.list_of(entry.container, field)
	[name, value] := named(word)
	place := {"object": entry.object, "path": concat("/", [entry.path, field, format_int(i, 10)]), "name": name, "value": value}
]

# "--password" and its value in the word behind it.
pairs := [place |
	some entry in workloads.containers
	some field in ["command", "args"]
	list := objects.list_of(entry.container, field)
	some i, word in list
	regex.match(`^--[A-Za-z0-9][A-Za-z0-9._-]*$`, word)
	value := list[i + 1]
	not startswith(value, "-")
	place := {"object": entry.object, "path": concat("/", [entry.path, field, format_int(i + 1, 10)]), "name": trim_left(word, "-"), "value": value}
]

# All patterns in one, a group for each: one search a value, however many patterns there are.
pattern_names := sort([name | some name, _ in data.params.secrets.patterns])

any_pattern := concat("|", [concat("", ["(", data.params.secrets.patterns[name], ")"]) | some name in pattern_names])

# "--api-key=…" is a value with a name; any other word has only itself.
named(word) := [trim_left(parts[1], "-"), parts[2]] if {
	parts := regex.find_all_string_submatch_n(`^(-{1,2}[A-Za-z0-9._-]+)=(.+)$`, word, 1)[0]
} else := ["", word]

findings contains found if {
	some place in places
	is_string(place.value)
	not place.line
	count(place.value) >= 16
	groups := regex.find_all_string_submatch_n(any_pattern, place.value, 1)[0]
	some i, what in pattern_names
	groups[i + 1] != ""
	message := sprintf("%s looks like %s", [described(place), what])
	found := finding.at(place.object, path_of(place), message)
}

findings contains found if {
	some place in places
	regex.match(data.params.secrets.password_names, place.name)
	is_value(place.value)
	message := sprintf("%s is a password in plain text", [described(place)])
	found := finding.at(place.object, path_of(place), message)
}

findings contains found if {
	some place in places
	regex.match(data.params.secrets.secret_names, place.name)
	is_value(place.value)
	is_random(place.value)
	message := sprintf("%s is random text under the name of a secret", [described(place)])
	found := finding.at(place.object, path_of(place), message)
}

path_of(place) := place.path

path_of(place) := finding.pointer(place.field)

described(place) := sprintf(`the value of "%s"`, [place.name]) if place.name != ""

described(place) := "the value" if place.name == ""

# Not a path, an address, a number or a switch, and nothing that stands for a value.
is_value(value) if {
	is_string(value)
	value != ""
	not regex.match(`^(/|\./|[a-z][a-z0-9+.-]*://[^@]*$)|^[0-9.]+$|^(true|false)$`, value)
	not regex.match(data.params.secrets.placeholders, value)
}

# Random text repeats its characters as rarely as chance has it. The share of equal pairs of characters is about 0.016
# for base64, 0.0625 for hexadecimal digits, and 0.065 for English, which has vowels and blanks to repeat.
# https://en.wikipedia.org/wiki/Index_of_coincidence
is_random(value) if {
	count(value) >= 20
	count(value) <= 512
	regex.match(`^[A-Za-z0-9+/=_-]+$`, value)
	regex.match(`[0-9]`, value)
	regex.match(`[A-Za-z]`, value)
	coincidence(value) < 0.05
}

is_random(value) if {
	count(value) <= 512
	regex.match(`^[0-9a-fA-F]{32,}$`, value)
	coincidence(value) < 0.1
}

coincidence(value) := pairs / (count(value) * (count(value) - 1)) if {
	characters := split(value, "")
	distinct := {character | some character in characters}
	pairs := sum([alike |
		some character in distinct
		n := count([1 | some other in characters; other == character])
		alike := n * (n - 1)
	])
}

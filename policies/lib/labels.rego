# METADATA
# title: Label selectors
# description: How Kubernetes matches labels.
package lib.labels

import data.lib.objects

# METADATA
# description: |
#   Whether a LabelSelector (matchLabels and matchExpressions) admits a set of labels. An empty selector admits all;
#   a selector that is null admits nothing and has no business here.
matches(selector, labels) if {
	includes(objects.map_of(selector, "matchLabels"), labels)
	every requirement in objects.list_of(selector, "matchExpressions") {
		satisfies(requirement, labels)
	}
}

# METADATA
# description: Whether each pair of a plain selector (a Service's) is among the labels.
includes(pairs, labels) if {
	every key, value in pairs {
		labels[key] == value
	}
}

# METADATA
# scope: document
# description: One entry of matchExpressions.
satisfies(requirement, labels) if {
	requirement.operator == "In"
	labels[requirement.key] in requirement.values
}

satisfies(requirement, labels) if {
	requirement.operator == "NotIn"
	not labels[requirement.key] in requirement.values
}

satisfies(requirement, labels) if {
	requirement.operator == "Exists"
	object.get(labels, requirement.key, null) != null
}

satisfies(requirement, labels) if {
	requirement.operator == "DoesNotExist"
	object.get(labels, requirement.key, null) == null
}

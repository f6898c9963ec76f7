# METADATA
# title: Prometheus
# description: The rules and queries of an environment, each with what input.facts.promql knows of its expression.
package lib.prometheus

import data.lib.finding
import data.lib.objects

# METADATA
# description: |
#   Every alerting and recording rule: {object, path (JSON pointer of the rule), rule, expr, parsed}.
rules := [entry |
	some manifest in objects.of("monitoring.coreos.com/PrometheusRule")
	some i, group in objects.list_of(manifest.spec, "groups")
	some j, rule in objects.list_of(group, "rules")
	entry := {
		"object": manifest,
		"path": finding.pointer(["spec", "groups", i, "rules", j]),
		"rule": rule,
		"expr": sprintf("%v", [rule.expr]),
		"parsed": parsed(rule.expr),
	}
]

alerts := [entry | some entry in rules; entry.rule.alert]

records := [entry | some entry in rules; entry.rule.record]

# METADATA
# description: |
#   Every PromQL text: of rules, of KEDA's prometheus triggers, of dashboards: {object, path, what, expr, parsed}.
queries := array.concat(array.concat(rule_queries, trigger_queries), dashboard_queries)

rule_queries := [entry |
	some each in rules
	entry := {
		"object": each.object,
		"path": concat("", [each.path, "/expr"]),
		"what": described(each.rule),
		"expr": each.expr,
		"parsed": each.parsed,
	}
]

# METADATA
# description: The prometheus triggers of ScaledObjects, in the shape of queries, with the trigger.
trigger_queries := [entry |
	some type in ["keda.sh/ScaledObject", "keda.sh/ScaledJob"]
	some manifest in objects.of(type)
	some i, trigger in objects.list_of(manifest.spec, "triggers")
	trigger.type == "prometheus"
	entry := {
		"object": manifest,
		"path": finding.pointer(["spec", "triggers", i, "metadata", "query"]),
		"what": sprintf("trigger %d", [i]),
		"expr": trigger.metadata.query,
		"parsed": parsed(trigger.metadata.query),
		"trigger": trigger,
	}
]

dashboard_queries := [entry |
	some board in dashboards
	some panel in board.facts.panels
	some target in panel.targets
	entry := {
		"object": board.object,
		"path": finding.inside(board.path, object.get(target, "path", panel.path)),
		"what": sprintf("panel \"%s\" (%s)", [panel.title, panel.path]),
		"expr": target.expr,
		"parsed": parsed(target.expr),
	}
]

# METADATA
# description: Every dashboard in a ConfigMap, {object, path, key, facts}.
dashboards := [entry |
	some manifest in objects.of("ConfigMap")
	some key, _ in objects.map_of(manifest, "data")
	endswith(key, ".json")
	id := concat("/", [objects.namespace_of(manifest), manifest.metadata.name, key])
	entry := {
		"object": manifest,
		"path": finding.pointer(["data", key]),
		"key": key,
		"facts": input.facts.dashboards[id],
	}
]

# METADATA
# scope: document
# description: The words for a rule in a message.
described(rule) := sprintf("alert \"%s\"", [rule.alert])

described(rule) := sprintf("record \"%s\"", [rule.record]) if not rule.alert

# METADATA
# description: What is known of an expression; nothing for one that does not parse.
parsed(expr) := object.get(input.facts.promql, sprintf("%v", [expr]), {})

# METADATA
# description: The names that recording rules of the environment give.
recorded contains entry.rule.record if some entry in records

# METADATA
# description: What a recording rule is made of, by its name; a name may be recorded more than once.
ingredients[name] contains metric if {
	some entry in records
	name := entry.rule.record
	some metric in entry.parsed.metrics
}

# METADATA
# description: The metrics behind metrics; recording rules are followed down to what a target exposes.
bases(metrics) := {metric |
	some metric in graph.reachable(lineage, metrics)
	not metric in recorded
}

lineage[metric] := object.get(ingredients, metric, set()) if {
	some metric in mentioned
}

mentioned contains metric if {
	some entry in rules
	some metric in entry.parsed.metrics
}

mentioned contains metric if some metric in recorded

# METADATA
# description: The numbers that recording rules carry, by name.
numbers[name] contains entry.parsed.number if {
	some entry in records
	name := entry.rule.record
}

# METADATA
# scope: document
# description: A metric that only ever grows, by the catalogue or by its name.
is_counter(metric) if data.params.metrics.metrics[metric].type == "counter"

is_counter(metric) if {
	not data.params.metrics.metrics[metric]
	not metric in recorded
	endswith(metric, "_total")
}

is_counter(metric) if {
	some suffix in ["_bucket", "_count", "_sum"]
	endswith(metric, suffix)
	data.params.metrics.metrics[trim_suffix(metric, suffix)].type in {"histogram", "summary"}
}

# METADATA
# description: A metric that goes up and down, by the catalogue.
is_gauge(metric) if data.params.metrics.metrics[metric].type == "gauge"

# METADATA
# scope: document
# description: A metric that something in the environment exposes or records.
is_known(metric) if data.params.metrics.metrics[metric]

is_known(metric) if metric in recorded

is_known(metric) if {
	some suffix in ["_bucket", "_count", "_sum"]
	endswith(metric, suffix)
	data.params.metrics.metrics[trim_suffix(metric, suffix)].type in {"histogram", "summary"}
}

# METADATA
# description: The functions that make something of a counter that may be compared, such as how much it grew.
counter_functions := {
	"rate", "irate", "increase", "resets", "changes", "absent", "absent_over_time",
	"present_over_time", "count", "count_over_time", "group", "timestamp",
}

# METADATA
# description: Functions that only make sense of a counter.
growth_functions := {"rate", "irate", "increase"}

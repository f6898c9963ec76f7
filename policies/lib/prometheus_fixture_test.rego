# METADATA
# title: Input for the tests of rules about Prometheus
# description: Builds small environments; used by tests only.
package lib.prometheus_fixture_test

# METADATA
# description: An environment with one PrometheusRule; promql says what is known of each expression.
environment(rules, promql) := {"objects": [prometheus_rule("rules", rules)], "files": [], "facts": {"promql": promql}}

# METADATA
# description: A PrometheusRule with one group.
prometheus_rule(name, rules) := {
	"apiVersion": "monitoring.coreos.com/v1",
	"kind": "PrometheusRule",
	"metadata": {"name": name, "namespace": "monitoring"},
	"spec": {"groups": [{"name": "group", "rules": rules}]},
}

# METADATA
# description: What is known of an expression that parses, unless fields say otherwise.
parsed(fields) := object.union({"metrics": [], "selectors": [], "functions": [], "comparisons": [], "divisions": []}, fields)

# METADATA
# description: An environment with one dashboard of these facts.
dashboard(facts) := dashboards({"board": facts}, {"grafana_dashboard": "1"}, "monitoring")

# METADATA
# description: An environment with a ConfigMap for each dashboard.
dashboards(boards, labels, namespace) := {
	"objects": [config_map |
		some name, _ in boards
		config_map := {
			"apiVersion": "v1",
			"kind": "ConfigMap",
			"metadata": {"name": name, "namespace": namespace, "labels": labels},
			"data": {"board.json": "{}"},
		}
	],
	"files": [],
	"facts": {"promql": {}, "dashboards": {id: full |
		some name, facts in boards
		id := concat("/", [namespace, name, "board.json"])
		full := object.union(
			{"wrapped": false, "uid": "u", "title": "t", "panels": [], "variables": []},
			facts,
		)
	}},
}

package rules.gitops["unset-value_test"]

import data.rules.gitops["unset-value"] as rule

# Twice in one object is one finding, at the first place.
ingress := {
	"apiVersion": "networking.k8s.io/v1",
	"kind": "Ingress",
	"metadata": {"name": "web", "namespace": "web"},
	"spec": {"rules": [{"host": "web.to-be-set.test"}, {"host": "api.to-be-set.test"}]},
}

test_accept_other_values if {
	found := rule.findings with input as {"objects": [ingress]} with data.params.site as {"placeholders": ["example.com"]}
	count(found) == 0
}

test_accept_anything_where_nothing_is_named if {
	found := rule.findings with input as {"objects": [ingress]} with data.params.site as {"placeholders": []}
	count(found) == 0
}

test_reject_what_is_named if {
	found := rule.findings with input as {"objects": [ingress]} with data.params.site as {"placeholders": ["to-be-set"]}
	{finding.path | some finding in found} == {"/spec/rules/0/host"}
}

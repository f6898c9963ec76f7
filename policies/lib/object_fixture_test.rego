# METADATA
# title: An environment of any objects, for the tests of rules
# description: A case lists its objects; the parameters are those that the rules' tests agree on.
package lib.object_fixture_test

import data.lib.pod_fixture_test

environment(case) := {
	"environment": "staging",
	"versions": {"kubernetes": "1.36", "argocd": "3.5"},
	"origins": {},
	"facts": {},
	"objects": case.objects,
}

params := pod_fixture_test.params

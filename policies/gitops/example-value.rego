# METADATA
# title: No value of an example is left
# description: |
#   A repository that others start from has values that nobody can use: hosts, accounts, channels. policies/data/site.yaml
#   names them, so that whoever starts from it sees which are left.
# related_resources:
#   - https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/
# custom:
#   severity: warning
#   help: Set the value where the line points.
package rules.gitops["example-value"]

import data.lib.finding
import data.lib.values

findings contains found if {
	some place in values.holding(data.params.site.examples)
	found := finding.at(place.object, place.path, sprintf("still has the example value \"%s\"", [place.text]))
}

# METADATA
# title: Every value of the site is given
# description: |
#   What stands in a base until an environment's own value replaces it must not reach the cluster. policies/data/site.yaml
#   names such placeholders.
# related_resources:
#   - https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/
# custom:
#   severity: error
#   help: Let a replacement put the value there.
package rules.gitops["unset-value"]

import data.lib.finding
import data.lib.values

findings contains found if {
	some place in values.holding(data.params.site.placeholders)
	found := finding.at(place.object, place.path, sprintf("has \"%s\" where the site's value should be", [place.text]))
}

# METADATA
# title: No Secret in Git
# description: >-
#   Base64 is not encryption: whoever can read the repository, or a copy of it, can read the Secret.
# related_resources:
#   - https://kubernetes.io/docs/concepts/security/secrets-good-practices/
# custom:
#   severity: error
#   help: >-
#     Let an ExternalSecret or a SealedSecret make it, and revoke what was committed: Git keeps it.
package rules.security["secret-manifest"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some manifest in objects.of("Secret")
	some field in ["data", "stringData"]
	keys := {key | some key, value in objects.map_of(manifest, field); not value in {"", null}}
	count(keys) > 0
	message := sprintf("the Secret carries values for %s", [concat(", ", sort(keys))])
	found := finding.at(manifest, concat("/", ["", field]), message)
}

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

	# Encrypted by SOPS: https://getsops.io/docs/
	not manifest.sops.mac
	some field in ["data", "stringData"]
	keys := {key | some key, value in objects.map_of(manifest, field); not is_empty(value)}
	count(keys) > 0
	message := sprintf("the Secret carries values for %s", [concat(", ", sort(keys))])
	found := finding.at(manifest, concat("/", ["", field]), message)
}

# Nothing, or where 1Password's operator or its command line finds the value: https://developer.1password.com/docs/cli/secret-reference-syntax/
is_empty(value) if value in {"", null}

is_empty(value) if startswith(value, "op://")

# What Flux substitutes after the build, and a template of a chart, are no values either.
is_empty(value) if regex.match(`^\$\{[A-Za-z_][A-Za-z0-9_]*\}$`, value)

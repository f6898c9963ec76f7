# METADATA
# title: No token that never expires
# description: >-
#   A Secret of type kubernetes.io/service-account-token holds a token of its account that is valid until somebody
#   deletes the Secret.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets
# custom:
#   severity: warning
#   help: >-
#     Mount a projected token, or ask for one with kubectl create token: both expire.
package rules.security["token-secret"]

import data.lib.finding
import data.lib.objects

findings contains found if {
	some manifest in objects.of("Secret")
	manifest.type == "kubernetes.io/service-account-token"
	account := object.get(objects.annotations_of(manifest), "kubernetes.io/service-account.name", "its account")
	found := finding.at(manifest, "/type", sprintf("is a token of %s that never expires", [account]))
}

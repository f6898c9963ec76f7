# METADATA
# title: An immutable ConfigMap or Secret stays as it is
# description: |
#   With immutable: true neither the data nor that field can change.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable
# custom:
#   severity: error
#   help: >-
#     Give it a new name (a Kustomize generator does that by itself) and point the pods at that.
package rules.transition["immutable-data"]

import data.lib.steps

findings contains found if {
	some change in steps.changed
	change.type in {"ConfigMap", "Secret"}
	change.before.immutable == true
	some field in ["data", "binaryData", "stringData", "immutable"]
	steps.differs(change, [field], null)
	found := steps.refused_unseen(change, [field])
}

# METADATA
# title: A binding binds accounts that are there
# description: A binding for a ServiceAccount that does not exist waits for whoever creates one of that name.
# related_resources:
#   - https://kubernetes.io/docs/reference/access-authn-authz/rbac/
# custom:
#   severity: error
#   help: >-
#     Correct the name and namespace of the subject, or declare the account in policies/data/platform.yaml.
package rules.references["role-subject"]

import data.lib.finding
import data.lib.objects
import data.lib.platform

findings contains found if {
	not platform.has_unseen_charts
	some kind in ["RoleBinding", "ClusterRoleBinding"]
	some binding in objects.of(concat("/", ["rbac.authorization.k8s.io", kind]))
	some i, subject in objects.list_of(binding, "subjects")
	subject.kind == "ServiceAccount"
	subject.name != "default"
	namespace := object.get(subject, "namespace", objects.namespace_of(binding))
	not platform.exists("ServiceAccount", namespace, subject.name)
	not platform.is_unknown(namespace)
	found := finding.at(binding, sprintf("/subjects/%d", [i]), sprintf("there is no ServiceAccount \"%s\" in namespace \"%s\"", [subject.name, namespace]))
}

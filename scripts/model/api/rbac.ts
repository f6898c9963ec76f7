import { dnsSubdomain, pathSegment } from "./formats.ts";
import { labelSelector } from "./label-selector.ts";
import { type Check, each, rule } from "./rule.ts";
import { oneOf, requiredText } from "./values.ts";

const GROUP = "rbac.authorization.k8s.io";

const policyRule: Check<[namespaced: boolean]> = rule(
  "rbac-rule",
  "rbac ValidatePolicyRule",
  "Give each rule verbs, and either apiGroups with resources or (in a ClusterRole) nonResourceURLs.",
  (field, namespaced) => {
    const [verbs, urls, groups, resources, names] = field.places("verbs", "nonResourceURLs", "apiGroups", "resources", "resourceNames");
    if (verbs.size === 0) verbs.required("verbs must contain at least one value");
    if (urls.size > 0) {
      if (namespaced) urls.invalid("namespaced rules cannot apply to non-resource URLs");
      if (groups.size + resources.size + names.size > 0) {
        urls.invalid("rules cannot apply to both regular resources and non-resource URLs");
      }
      return;
    }
    if (groups.size === 0) groups.required("resource rules must supply at least one api group");
    if (resources.size === 0) resources.required("resource rules must supply at least one resource");
  },
);

/** Role, rbac.authorization.k8s.io/v1. */
export const role: Check = (object) => {
  for (const item of object.at("rules").items) policyRule(item, true);
};

const aggregation: Check = rule("rbac-aggregation", "rbac ValidateClusterRole", "Give an aggregationRule at least one selector.", (field) => {
  const selectors = field.at("clusterRoleSelectors");
  if (field.present && selectors.size === 0) {
    selectors.required("at least one clusterRoleSelector required if aggregationRule is non-nil");
  }
});

/** ClusterRole, rbac.authorization.k8s.io/v1. */
export const clusterRole: Check = (object) => {
  for (const item of object.at("rules").items) policyRule(item, false);
  aggregation(object.at("aggregationRule"));
  each(labelSelector)(object.under("aggregationRule", "clusterRoleSelectors"));
};

const roleRef: Check<[kinds: string[]]> = rule(
  "rbac-role-ref",
  "rbac ValidateRoleBinding, ValidateClusterRoleBinding",
  "Refer to a Role or ClusterRole by kind and name, in apiGroup rbac.authorization.k8s.io.",
  (field, kinds) => {
    oneOf(GROUP)(field.at("apiGroup"));
    if (!kinds.includes(field.at("kind").text)) field.at("kind").unsupported(kinds, field.at("kind").text);
    requiredText(pathSegment)(field.at("name"));
  },
);

const SUBJECTS = ["ServiceAccount", "User", "Group"];

const subject: Check<[namespaced: boolean]> = rule(
  "rbac-subject",
  "rbac ValidateRoleBindingSubject",
  "Name a ServiceAccount with its namespace, or a User or Group in apiGroup rbac.authorization.k8s.io.",
  (field, namespaced) => {
    const [kind, name, group, namespace] = field.places("kind", "name", "apiGroup", "namespace");
    if (name.text === "") name.required();
    if (!SUBJECTS.includes(kind.text)) return kind.unsupported(SUBJECTS, kind.text);
    if (kind.text !== "ServiceAccount") return oneOf(GROUP)(group);
    if (name.text !== "") name.invalidEach(dnsSubdomain(name.text));
    if (group.text !== "") group.unsupported([""]);
    if (!namespaced && namespace.text === "") namespace.required();
  },
);

/** RoleBinding, rbac.authorization.k8s.io/v1. */
export const roleBinding: Check = (object) => {
  roleRef(object.at("roleRef"), ["Role", "ClusterRole"]);
  for (const item of object.at("subjects").items) subject(item, true);
};

/** ClusterRoleBinding, rbac.authorization.k8s.io/v1. */
export const clusterRoleBinding: Check = (object) => {
  roleRef(object.at("roleRef"), ["ClusterRole"]);
  for (const item of object.at("subjects").items) subject(item, false);
};

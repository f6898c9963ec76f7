import { lookup } from "../../../lookup.ts";
import type { Field } from "../field.ts";
import { type Check, eachValue, fields, rule } from "../rule.ts";
import { QUOTA_RESOURCES, resourceNameErrors } from "./resource-names.ts";
import { quantities } from "./resources.ts";

const quotaNames: Check = rule(
  "quota-resource-name",
  "core ValidateResourceQuotaResourceName",
  "Limit resources that quotas know, such as requests.cpu, pods or count/deployments.apps.",
  eachValue((entry) => {
    const name = String(entry.key);
    for (const message of resourceNameErrors(name, QUOTA_RESOURCES, "must be a standard resource for quota")) {
      entry.invalid(message, name);
    }
  }),
);

const PODS = ["pods"];
const COMPUTE = ["pods", "cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory"];
/** Scope of a quota → the resources that can be counted within it. */
const SCOPES: Record<string, string[]> = {
  Terminating: COMPUTE,
  NotTerminating: COMPUTE,
  NotBestEffort: COMPUTE,
  PriorityClass: COMPUTE,
  CrossNamespacePodAffinity: COMPUTE,
  BestEffort: PODS,
  VolumeAttributesClass: ["persistentvolumeclaims", "requests.storage"],
};
const EXCLUSIVE = [
  ["BestEffort", "NotBestEffort"],
  ["Terminating", "NotTerminating"],
];
const ONLY_EXISTS = ["BestEffort", "NotBestEffort", "Terminating", "NotTerminating", "CrossNamespacePodAffinity"];

function scopesFit(field: Field, scopes: string[], hard: Field): void {
  for (const scope of scopes) {
    const allowed = lookup(SCOPES, scope);
    if (!allowed) continue;
    for (const { key } of hard.entries) {
      if (QUOTA_RESOURCES.has(String(key)) && !allowed.includes(String(key))) {
        field.invalid("unsupported scope applied to resource");
      }
    }
  }
  if (EXCLUSIVE.some((pair) => pair.every((scope) => scopes.includes(scope)))) field.invalid("conflicting scopes");
}

const scopes: Check = rule(
  "quota-scopes",
  "core validateResourceQuotaScopes, validateScopedResourceSelectorRequirement",
  "Combine scopes that do not exclude each other with resources that they apply to.",
  (spec) => {
    const [plain, expressions, hard] = [spec.at("scopes"), spec.under("scopeSelector", "matchExpressions"), spec.at("hard")];
    for (const scope of plain.items) if (!lookup(SCOPES, scope.text)) scope.invalid("unsupported scope");
    scopesFit(plain, plain.texts, hard);
    for (const expression of expressions.items) {
      const [scope, operator, values] = expression.places("scopeName", "operator", "values");
      if (!lookup(SCOPES, scope.text)) scope.invalid("unsupported scope");
      if (ONLY_EXISTS.includes(scope.text) && operator.text !== "Exists") {
        operator.invalid(
          "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity",
        );
      }
      if (["In", "NotIn"].includes(operator.text)) {
        if (values.size === 0) {
          values.required("must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
        }
      } else if (["Exists", "DoesNotExist"].includes(operator.text)) {
        if (values.size > 0) values.invalid("must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
      } else operator.invalid("not a valid selector operator", operator.text);
    }
    scopesFit(
      expressions,
      expressions.items.map((expression) => expression.at("scopeName").text),
      hard,
    );
  },
);

/** ResourceQuota, v1. */
export const resourceQuota: Check = fields({
  spec: (spec) => {
    quotaNames(spec.at("hard"));
    quantities(spec.at("hard"));
    scopes(spec);
  },
});

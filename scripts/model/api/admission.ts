import { expression, matchConditions, type Scope, VARIABLES } from "./expression.ts";
import type { Field } from "./field.ts";
import { dns1035Label, dnsSubdomain, pathSegment, qualifiedName } from "./formats.ts";
import { labelSelector } from "./label-selector.ts";
import { duplicates } from "./list-keys.ts";
import { all, type Check, each, fields, present, rule } from "./rule.ts";
import { distinct, listed } from "./values.ts";
import { operationsAndResources } from "./webhook.ts";

const paramKind: Check = rule(
  "param-kind",
  "admissionregistration validateParamKind",
  "Name apiVersion and kind of the parameters.",
  present((field) => {
    const [version, kind] = [field.at("apiVersion"), field.at("kind")];
    const [group, number = group] = version.text.split("/");
    if (version.text === "") version.required();
    else {
      if (group && number !== group) version.invalidEach(dnsSubdomain(group), group);
      version.invalidEach(dns1035Label(number ?? ""), number);
    }
    if (kind.text === "") return kind.required();
    for (const message of dns1035Label(kind.text.toLowerCase())) {
      kind.invalid(`may have mixed case, but should otherwise match: ${message}`);
    }
  }),
);

const matchRules: Check = rule(
  "match-resources",
  "admissionregistration validateMatchResources",
  "Give each rule operations, apiGroups, apiVersions and resources; name resources once.",
  present((field) => {
    listed("Equivalent", "Exact")(field.at("matchPolicy"));
    for (const item of ["resourceRules", "excludeResourceRules"].flatMap((key) => field.at(key).items)) {
      const names = item.at("resourceNames");
      each((name) => name.invalidEach(pathSegment(name.text)))(names);
      distinct(names);
      operationsAndResources(item);
    }
  }),
);

/** What a policy or a binding applies to. */
export const matchResources: Check = all(matchRules, fields({ namespaceSelector: labelSelector, objectSelector: labelSelector }));

const policyShape: Check<[lists: string[]]> = rule(
  "admission-policy",
  "admissionregistration validateValidatingAdmissionPolicySpec",
  "Give a policy matchConstraints with resourceRules, and something to do.",
  (spec, lists) => {
    const constraints = spec.at("matchConstraints");
    listed("Fail", "Ignore")(spec.at("failurePolicy"));
    listed("IfNeeded", "Never")(spec.at("reinvocationPolicy"));
    if (!constraints.present) constraints.required();
    else if (constraints.at("resourceRules").size === 0) constraints.at("resourceRules").required();
    if (lists.some((list) => spec.at(list).size > 0)) return;
    for (const list of lists) spec.at(list).required(`${lists.join(" or ")} must contain at least one item`);
  },
);

const validations: Check<[scope: Scope]> = rule(
  "policy-validations",
  "admissionregistration validateValidation",
  "Give each validation an expression, and a message of one line.",
  (field, scope) => {
    for (const item of field.items) {
      const [message, computed, reason] = item.places("message", "messageExpression", "reason");
      expression(item.at("expression"), "bool", scope);
      for (const text of [message, computed]) {
        if (text.text !== "" && text.text.trim() === "") text.invalid("must be non-empty if specified");
      }
      if (computed.text.trim() !== "") expression(computed, "string", scope);
      if (/[\n\r]/.test(message.text.trim())) message.invalid("must not contain line breaks");
      listed("Forbidden", "Invalid", "RequestEntityTooLarge")(reason);
    }
  },
);

const variables: Check<[scope: Scope]> = rule(
  "policy-variables",
  "admissionregistration validateVariable",
  "Name each variable with a CEL identifier.",
  (field, scope) => {
    const before: string[] = [];
    duplicates(field, { name: "" });
    for (const item of field.items) {
      const name = item.at("name");
      if (name.text.trim() === "") name.required("name is not specified");
      else if (!/^[_a-zA-Z][_a-zA-Z0-9]*$/.test(name.text)) name.invalid("must be a valid CEL identifier");
      expression(item.at("expression"), undefined, { ...scope, variables: [...before] });
      before.push(name.text);
    }
  },
);

export function policy(spec: Field, lists: string[]): Scope {
  const params = spec.at("paramKind").present;
  const declared = spec.at("variables").items.map((item) => item.at("name").text);
  const scope = { names: params ? [...VARIABLES, "params"] : VARIABLES, variables: declared };
  policyShape(spec, lists);
  paramKind(spec.at("paramKind"));
  matchResources(spec.at("matchConstraints"));
  matchConditions(spec.at("matchConditions"), params);
  variables(spec.at("variables"), scope);
  return scope;
}

const auditKeys: Check<[policy: string]> = rule(
  "audit-annotation-keys",
  "admissionregistration validateAuditAnnotation",
  "Give at most 20 audit annotations, each with a key of its own that makes a qualified name with the policy's.",
  (field, name) => {
    const seen = new Set<string>();
    if (field.size > 20) field.invalid("must not have more than 20 auditAnnotations");
    for (const key of field.items.map((item) => item.at("key"))) {
      for (const message of qualifiedName(`${name}/${key.text}`)) key.invalid(message, `${name}/${key.text}`);
      if (seen.has(key.text)) key.duplicate();
      seen.add(key.text);
    }
  },
);

/** ValidatingAdmissionPolicy, admissionregistration.k8s.io/v1. */
export const validatingAdmissionPolicy: Check = (object) => {
  const spec = object.at("spec");
  const scope = policy(spec, ["validations", "auditAnnotations"]);
  validations(spec.at("validations"), scope);
  auditKeys(spec.at("auditAnnotations"), object.under("metadata", "name").text);
  for (const item of spec.at("auditAnnotations").items) expression(item.at("valueExpression"), undefined, scope);
};

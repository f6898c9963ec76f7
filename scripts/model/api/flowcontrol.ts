/** What orders the requests that the API server itself serves. */
import { lookup } from "../../lookup.ts";
import type { Field } from "./field.ts";
import { dnsLabel, dnsSubdomain } from "./formats.ts";
import { distinctSet } from "./list-keys.ts";
import { all, type Check, each, fields, rule } from "./rule.ts";
import { requiredText } from "./values.ts";

const KINDS: Record<string, string> = { ServiceAccount: "serviceAccount", User: "user", Group: "group" };

const subject: Check = rule("flow-subject", "flowcontrol ValidateFlowSchemaSubject", "Give a subject the one field that its kind names.", (field) => {
  const kind = field.at("kind");
  const own = lookup(KINDS, kind.text);
  if (!own) return kind.unsupported(Object.keys(KINDS).sort());
  const who = field.at(own);
  for (const [name, key] of Object.entries(KINDS)) {
    if (key !== own && field.at(key).present) field.at(key).forbidden(`${key} is forbidden when subject kind is not '${name}'`);
  }
  if (!who.present) return who.required(`${own} is required when subject kind is '${kind.text}'`);
  const isAccount = own === "serviceAccount";
  requiredText(isAccount && who.at("name").text !== "*" ? dnsSubdomain : undefined)(who.at("name"));
  if (isAccount) requiredText(dnsLabel, "must specify namespace for service account")(who.at("namespace"));
});

const VERBS = ["create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"];

/** A list that must not be empty, and whose "*" stands alone. */
function selection(field: Field, what: string, missing: string, items: Check = () => {}): void {
  if (field.size === 0) field.required(missing);
  else if (!field.texts.includes("*")) items(field);
  else if (field.size > 1) field.invalid(`if '*' is present, must not specify other ${what}`);
  distinctSet(field);
}

function verbs(field: Field): void {
  selection(field, "verbs", "verbs must contain at least one value", (list) => {
    if (list.items.some((item) => !VERBS.includes(item.text))) list.unsupported(VERBS);
  });
}

/** Source: flowcontrol ValidateNonResourceURLPath. */
const urlPath: Check = (field) => {
  const { text } = field;
  if (text === "") field.invalid("must not be empty");
  else if (!text.startsWith("/")) field.invalid("must start with slash");
  else if (text.includes(" ")) field.invalid("must not contain white-space");
  else if (text.includes("//")) field.invalid("must not contain double slash");
  else if (/\*(?!$)|[^/]\*$/.test(text)) field.invalid("wildcard can only do suffix matching");
};

const namespaceName: Check = (field) => {
  for (const message of dnsLabel(field.text)) field.invalid(`each member of this list must be '*' or a DNS-1123 label; ${message}`);
};

const requests: Check = rule(
  "flow-rule",
  "flowcontrol ValidateFlowSchemaPolicyRulesWithSubjects",
  "Name subjects and requests: verbs, API groups, resources and namespaces, or verbs and paths; '*' stands alone.",
  (field) => {
    const [subjects, resources, paths] = field.places("subjects", "resourceRules", "nonResourceRules");
    if (subjects.size === 0) subjects.required("subjects must contain at least one value");
    each(subject)(subjects);
    if (resources.size === 0 && paths.size === 0) field.required("at least one of resourceRules and nonResourceRules has to be non-empty");
    for (const item of resources.items) {
      verbs(item.at("verbs"));
      selection(item.at("apiGroups"), "api groups", "resource rules must supply at least one api group");
      selection(item.at("resources"), "resources", "resource rules must supply at least one resource");
      const namespaces = item.at("namespaces");
      if (namespaces.size > 0 || !item.at("clusterScope").true) {
        selection(namespaces, "namespaces", "resource rules that are not cluster scoped must supply at least one namespace", each(namespaceName));
      }
    }
    for (const item of paths.items) {
      verbs(item.at("verbs"));
      selection(item.at("nonResourceURLs"), "non-resource URLs", "nonResourceURLs must contain at least one value", each(urlPath));
    }
  },
);

const precedence: Check = rule("flow-schema", "flowcontrol ValidateFlowSchemaSpec", "Name a priority level, and a precedence from 2 to 10000.", (object) => {
  const spec = object.at("spec");
  const [order, method] = spec.places("matchingPrecedence", "distinguisherMethod");
  const { number = 0 } = order;
  if (number < 0) order.invalid("must be a positive value");
  if (number > 10_000) order.invalid("must not be greater than 10000");
  if (number === 1 && object.under("metadata", "name").text !== "exempt") order.invalid("only the schema named 'exempt' may have matchingPrecedence 1");
  if (method.present && !["ByNamespace", "ByUser"].includes(method.at("type").text)) method.at("type").unsupported(["ByNamespace", "ByUser"]);
  requiredText(dnsSubdomain, "must reference a priority level")(spec.under("priorityLevelConfiguration", "name"));
});

/** FlowSchema, flowcontrol.apiserver.k8s.io/v1. */
export const flowSchema: Check = all(precedence, fields({ spec: fields({ rules: each(requests) }) }));

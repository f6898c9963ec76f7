/** What orders the requests that the API server itself serves. */

import { lookup } from "../../lookup.ts";
import type { Field } from "./field.ts";
import { dnsLabel, dnsSubdomain } from "./formats.ts";
import { distinctSet } from "./list-keys.ts";
import { all, type Check, each, fields, rule } from "./rule.ts";
import { atLeast, between, requiredText } from "./values.ts";

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

/** How many bits of a hash the shuffling may use. Source: apiserver util/shufflesharding MaxHashBits. */
const HASH_BITS = 60;

const queuing: Check = rule(
  "priority-level-queues",
  "flowcontrol ValidatePriorityLevelQueuingConfiguration",
  "Deal a request to fewer queues (handSize) than there are, within 60 bits of hash.",
  (field) => {
    const [length, queues, hand] = field.places("queueLengthLimit", "queues", "handSize");
    // What is 0 or absent is defaulted.
    const [cards, dealt] = [queues.number || 64, hand.number || 8];
    atLeast(0, "must be positive")(length);
    if (cards < 0) queues.invalid("must be positive");
    else if (cards > 10_000_000) queues.invalid("must not be greater than 10000000");
    const bits = Math.ceil(Math.log2(cards) * dealt);
    if (dealt < 0) hand.invalid("must be positive");
    else if (dealt > cards) hand.invalid(`should not be greater than queues (${cards})`, dealt);
    else if (bits > HASH_BITS) {
      hand.invalid(`required entropy bits of deckSize ${cards} and handSize ${dealt} should not be greater than ${HASH_BITS}`, dealt);
    }
  },
);

const limits: Check = rule(
  "priority-level-limits",
  "flowcontrol ValidateLimitedPriorityLevelConfiguration",
  "Use shares of at least 0, percentages of 0 to 100, and limitResponse Queue with queuing or Reject without.",
  (field) => {
    const [kind, queues] = field.at("limitResponse").places("type", "queuing");
    atLeast(0, "must be a non-negative integer")(field.at("nominalConcurrencyShares"));
    between(0, 100)(field.at("lendablePercent"));
    atLeast(0, "if specified, must be a non-negative integer")(field.at("borrowingLimitPercent"));
    if (kind.text === "") return kind.required();
    if (kind.text !== "Queue" && kind.text !== "Reject") return kind.unsupported(["Queue", "Reject"]);
    if (kind.text === "Reject" && queues.present) queues.forbidden("must be nil if limited.limitResponse.type is not Limited");
    else if (kind.text === "Queue" && !queues.present) queues.required("must not be empty if limited.limitResponse.type is Limited");
    else if (queues.present) queuing(queues);
  },
);

/** PriorityLevelConfiguration, flowcontrol.apiserver.k8s.io/v1. */
export const priorityLevelConfiguration: Check = rule(
  "priority-level",
  "flowcontrol ValidatePriorityLevelConfigurationSpec",
  "Use type Limited with spec.limited; Exempt is for the level named exempt alone.",
  (object) => {
    const [type, limited, exempt] = object.at("spec").places("type", "limited", "exempt");
    if ((object.under("metadata", "name").text === "exempt") !== (type.text === "Exempt")) type.invalid("must be 'Exempt' if and only if `name` is 'exempt'");
    if (type.text === "") return type.required();
    if (type.text !== "Exempt" && type.text !== "Limited") return type.unsupported(["Exempt", "Limited"]);
    const [own, other] = type.text === "Limited" ? [limited, exempt] : [exempt, limited];
    if (other.present) other.forbidden(`must be nil if the type is ${type.text === "Limited" ? "" : "not "}Limited`);
    if (own === limited && !own.present) own.required("must not be empty when type is Limited");
    else if (own === limited) limits(own);
    else {
      atLeast(0, "must be a non-negative integer")(own.at("nominalConcurrencyShares"));
      between(0, 100)(own.at("lendablePercent"));
    }
  },
);

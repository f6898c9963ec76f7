import type { Field } from "../field.ts";
import { dnsLabel, labelValue, qualifiedName } from "../formats.ts";
import { labelSelector } from "../label-selector.ts";
import { type Check, each, fields, rule } from "../rule.ts";
import { formatted, listed, oneOf, positive } from "../values.ts";
import { nodeField, nodeRequirement, nodeSelector } from "./node-selector.ts";

const weight: Check = (field) => {
  const number = field.number ?? 0;
  if (number < 1 || number > 100) field.invalid("must be in the range 1-100", number);
};

const nodeAffinity: Check = rule(
  "node-affinity",
  "core validateNodeAffinity",
  "Give required affinity at least one term, and preferred terms a weight from 1 to 100.",
  fields({
    requiredDuringSchedulingIgnoredDuringExecution: nodeSelector,
    preferredDuringSchedulingIgnoredDuringExecution: each(
      fields({
        weight,
        preference: fields({ matchExpressions: each(nodeRequirement), matchFields: each(nodeField) }),
      }),
    ),
  }),
);

/**
 * Keys of labels whose values the pod itself contributes to the selector.
 * Source: core ValidateMatchLabelKeysAndMismatchLabelKeys.
 */
function matchLabelKeys(term: Field): void {
  const [selector, matched, excluded] = [term.at("labelSelector"), term.at("matchLabelKeys"), term.at("mismatchLabelKeys")];
  for (const keys of [matched, excluded]) {
    if (keys.size > 0 && !selector.present) keys.forbidden("must not be specified when labelSelector is not set");
    for (const key of keys.items) key.invalidEach(qualifiedName(key.text));
  }
  const chosen = new Set(selector.at("matchLabels").entries.map((entry) => String(entry.key)));
  for (const { text } of selector.at("matchExpressions").items.map((expression) => expression.at("key"))) {
    if (chosen.has(text) && matched.texts.includes(text)) {
      matched.invalid("exists in both matchLabelKeys and labelSelector", text);
    }
    chosen.add(text);
  }
  for (const key of matched.items) {
    if (excluded.texts.includes(key.text)) key.invalid("exists in both matchLabelKeys and mismatchLabelKeys");
  }
}

const podTerm: Check = (term) => {
  const topology = term.at("topologyKey");
  labelSelector(term.at("labelSelector"));
  labelSelector(term.at("namespaceSelector"));
  each(formatted(dnsLabel))(term.at("namespaces"));
  matchLabelKeys(term);
  if (topology.text === "") topology.required("can not be empty");
  else topology.invalidEach(qualifiedName(topology.text));
};

const podAffinity: Check = rule(
  "pod-affinity",
  "core validatePodAffinityTerm",
  "Give each term a topologyKey, and preferred terms a weight from 1 to 100.",
  fields({
    requiredDuringSchedulingIgnoredDuringExecution: each(podTerm),
    preferredDuringSchedulingIgnoredDuringExecution: each(fields({ weight, podAffinityTerm: podTerm })),
  }),
);

/** Where a pod wants to run. */
export const affinity: Check = fields({ nodeAffinity, podAffinity, podAntiAffinity: podAffinity });

const TAINT_EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

/** The taints a pod puts up with. */
export const tolerations: Check = rule(
  "tolerations",
  "core ValidateTolerations",
  "Use Exists without a value or Equal with one; an empty key needs Exists; tolerationSeconds needs effect NoExecute.",
  each((toleration) => {
    const [key, operator, value, effect] = toleration.places("key", "operator", "value", "effect");
    formatted(qualifiedName)(key);
    if (key.text === "" && operator.text !== "Exists") {
      operator.invalid('operator must be Exists when `key` is empty, which means "match all values and all keys"', operator.text);
    }
    if (toleration.at("tolerationSeconds").present && effect.text !== "NoExecute") {
      effect.invalid("effect must be 'NoExecute' when `tolerationSeconds` is set", effect.text);
    }
    if (operator.text === "" || operator.text === "Equal") {
      const wrong = labelValue(value.text);
      if (wrong.length > 0) operator.invalid(wrong.join(";"), value.text);
    } else if (operator.text === "Exists") {
      if (value.text !== "") operator.invalid("value must be empty when `operator` is 'Exists'", value.text);
    } else {
      const ordered = operator.text === "Lt" || operator.text === "Gt";
      operator.unsupported(ordered ? ["Equal", "Exists", "Lt", "Gt"] : ["Equal", "Exists"]);
    }
    oneOf(...TAINT_EFFECTS)(effect);
  }),
);

/** How evenly pods spread. */
export const topologySpread: Check = rule(
  "topology-spread",
  "core validateTopologySpreadConstraints",
  "Give each constraint a maxSkew above zero, a topologyKey and whenUnsatisfiable, and each pair of the latter once.",
  (field) => {
    const seen = new Set<string>();
    for (const constraint of field.items) {
      const [skew, topology, action, domains] = constraint.places("maxSkew", "topologyKey", "whenUnsatisfiable", "minDomains");
      if ((skew.number ?? 0) <= 0) skew.invalid("must be greater than zero", skew.number ?? 0);
      if (topology.text === "") topology.required("can not be empty");
      if (!["DoNotSchedule", "ScheduleAnyway"].includes(action.text)) {
        action.unsupported(["DoNotSchedule", "ScheduleAnyway"], action.text);
      }
      const pair = `{${topology.text}, ${action.text}}`;
      if (seen.has(pair)) constraint.duplicate(pair);
      seen.add(pair);
      positive(domains);
      if (domains.present && action.text !== "DoNotSchedule") {
        domains.invalid(`can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action.text}`);
      }
      listed("Honor", "Ignore")(constraint.at("nodeAffinityPolicy"));
      listed("Honor", "Ignore")(constraint.at("nodeTaintsPolicy"));
      matchLabelKeys(constraint);
      labelSelector(constraint.at("labelSelector"));
    }
  },
);

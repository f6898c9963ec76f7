import { labelValue, qualifiedName } from "../formats.ts";
import { cidr } from "../ip.ts";
import { type Check, each, fields, rule } from "../rule.ts";

const EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

const taints: Check = rule("node-taints", "core validateNodeTaints", "Give each taint a label key and an effect, and each pair of them once.", (field) => {
  const seen = new Set<string>();
  for (const item of field.items) {
    const [key, value, effect] = item.places("key", "value", "effect");
    key.invalidEach(qualifiedName(key.text), key.text);
    value.invalidEach(labelValue(value.text));
    if (effect.text === "") effect.required();
    else if (!EFFECTS.includes(effect.text)) effect.unsupported(EFFECTS);
    const pair = `${key.text}:${effect.text}`;
    if (seen.has(pair)) item.duplicate();
    seen.add(pair);
  }
});

const podRange: Check = rule("node-pod-range", "core ValidateNode", "Write the ranges of pod addresses as CIDRs.", (field) =>
  field.invalidEach(cidr(field.text), field.text),
);

/** Node, v1: its spec; the status is the kubelet's. */
export const node: Check = fields({ spec: fields({ taints, podCIDR: (field) => field.text !== "" && podRange(field), podCIDRs: each(podRange) }) });

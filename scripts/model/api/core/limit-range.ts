import { canonicalQuantity } from "../../quantity.ts";
import { qualifiedName } from "../formats.ts";
import { type Check, rule } from "../rule.ts";
import { nanos } from "../values.ts";
import { anyResourceNameErrors, CONTAINER_RESOURCES, isOvercommitAllowed, resourceNameErrors } from "./resource-names.ts";
import { quantities } from "./resources.ts";

const LIMIT_MAPS = ["min", "max", "default", "defaultRequest", "maxLimitRequestRatio"];

const limitTypes: Check = rule(
  "limit-range-type",
  "core ValidateLimitRange",
  "List each of Container, Pod and PersistentVolumeClaim once; defaults are for containers, storage for claims.",
  (limits) => {
    const seen = new Set<string>();
    for (const limit of limits.items) {
      const type = limit.at("type");
      const wrong = qualifiedName(type.text);
      type.invalidEach(wrong, type.text);
      if (wrong.length === 0 && !type.text.includes("/") && !["Pod", "Container", "PersistentVolumeClaim"].includes(type.text)) {
        type.invalid("must be a standard limit type or fully qualified");
      }
      if (seen.has(type.text)) type.duplicate();
      seen.add(type.text);
      for (const key of type.text === "Pod" ? ["default", "defaultRequest"] : []) {
        if (limit.at(key).size > 0) limit.at(key).forbidden("may not be specified when `type` is 'Pod'");
      }
      const storage = ["min", "max"].some((key) => limit.at(key).at("storage").present);
      if (type.text === "PersistentVolumeClaim" && !storage) {
        limit.required("either minimum or maximum storage value is required, but neither was provided");
      }
      const ofPods = type.text === "Pod" || type.text === "Container";
      for (const entry of LIMIT_MAPS.flatMap((key) => limit.at(key).entries)) {
        const name = String(entry.key);
        const messages = ofPods ? resourceNameErrors(name, CONTAINER_RESOURCES, "must be a standard resource for containers") : anyResourceNameErrors(name);
        for (const message of messages) entry.invalid(message, name);
      }
    }
  },
);

/** The pairs that must be in order: smaller, larger, and how the message names them. */
const ORDER = [
  ["min", "max", "min value", "max value"],
  ["min", "defaultRequest", "min value", "default request value"],
  ["defaultRequest", "max", "default request value", "max value"],
  ["defaultRequest", "default", "default request value", "default limit value"],
  ["min", "default", "min value", "default value"],
  ["default", "max", "default value", "max value"],
] as const;

const limitOrder: Check = rule(
  "limit-range-order",
  "core ValidateLimitRange",
  "Keep min <= defaultRequest <= default <= max, and the ratio between 1 and max/min.",
  (limit) => {
    for (const [low, high, lowName, highName] of ORDER) {
      for (const small of limit.at(low).entries) {
        const large = limit.at(high).at(String(small.key));
        const [a, b] = [nanos(small), nanos(large)];
        if (a === undefined || b === undefined || a <= b) continue;
        const [shownSmall, shownLarge] = [small, large].map((field) => canonicalQuantity(field.value as string));
        const at = high === "max" ? small : low === "min" ? large : small;
        at.invalid(`${lowName} ${shownSmall} is greater than ${highName} ${shownLarge}`);
      }
    }
    for (const ratio of limit.at("maxLimitRequestRatio").entries) {
      const [name, amount] = [String(ratio.key), nanos(ratio)];
      const [least, most] = [nanos(limit.at("min").at(name)), nanos(limit.at("max").at(name))];
      if (amount === undefined) continue;
      const shown = canonicalQuantity(ratio.value as string);
      if (amount < 1_000_000_000n) ratio.invalid(`ratio ${shown} is less than 1`);
      if (least && most !== undefined && amount * least > most * 1_000_000_000n) {
        ratio.invalid(`ratio ${shown} is greater than max/min = ${(Number(most) / Number(least)).toFixed(6)}`);
      }
    }
    for (const request of limit.at("defaultRequest").entries) {
      const [name, fallback] = [String(request.key), limit.at("default").at(String(request.key))];
      const [a, b] = [nanos(request), nanos(fallback)];
      if (isOvercommitAllowed(name) || a === undefined || b === undefined || a >= b) continue;
      const [shown, wanted] = [fallback, request].map((field) => canonicalQuantity(field.value as string));
      request.invalid(`default value ${shown} must equal to defaultRequest value ${wanted} in ${name}`);
    }
  },
);

/** LimitRange, v1. */
export const limitRange: Check = (object) => {
  const limits = object.under("spec", "limits");
  limitTypes(limits);
  for (const limit of limits.items) {
    limitOrder(limit);
    for (const key of LIMIT_MAPS) quantities(limit.at(key));
  }
};

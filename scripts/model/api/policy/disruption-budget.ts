import { labelSelector } from "../label-selector.ts";
import { all, type Check, fields, rule } from "../rule.ts";
import { intOrPercent, listed, notOver100Percent } from "../values.ts";

const budget: Check = rule(
  "disruption-budget",
  "policy ValidatePodDisruptionBudgetSpec",
  "Set one of minAvailable and maxUnavailable, to a number or to at most 100%.",
  (spec) => {
    const [least, most] = [spec.at("minAvailable"), spec.at("maxUnavailable")];
    if (least.present && most.present) spec.invalid("minAvailable and maxUnavailable cannot be both set");
    for (const field of [least, most]) all(intOrPercent, notOver100Percent)(field);
    listed("AlwaysAllow", "IfHealthyBudget")(spec.at("unhealthyPodEvictionPolicy"));
  },
);

/** PodDisruptionBudget, policy/v1. */
export const podDisruptionBudget: Check = fields({ spec: all(budget, fields({ selector: labelSelector })) });

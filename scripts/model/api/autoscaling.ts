import { metrics, reference } from "./autoscaling-metrics.ts";
import { type Check, each, fields, present, rule } from "./rule.ts";
import { atLeast, listed, nanos, quantity } from "./values.ts";

const bounds: Check = rule(
  "hpa-replicas",
  "autoscaling validateHorizontalPodAutoscalerSpec",
  "Keep 1 <= minReplicas <= maxReplicas: scaling to zero is behind the feature gate HPAScaleToZero, or KEDA's to do.",
  (spec) => {
    const [least, most] = [spec.at("minReplicas"), spec.at("maxReplicas")];
    atLeast(1)(least);
    if (!most.number) most.required("must be set and greater than 0");
    else if (most.number < 0) most.invalid("must be greater than or equal to 1");
    if (least.number !== undefined && (most.number ?? 0) < least.number) {
      most.invalid("must be greater than or equal to `minReplicas`", most.number ?? 0);
    }
    atLeast(1, "must be greater than 0")(spec.at("targetCPUUtilizationPercentage"));
  },
);

const policy: Check = (field) => {
  const [type, value, period] = [field.at("type"), field.at("value"), field.at("periodSeconds")];
  if (type.text !== "Pods" && type.text !== "Percent") type.unsupported(["Percent", "Pods"], type.text);
  if ((value.number ?? 0) <= 0) value.invalid("must be greater than zero", value.number ?? 0);
  if ((period.number ?? 0) <= 0) period.invalid("must be greater than zero", period.number ?? 0);
  if ((period.number ?? 0) > 1800) period.invalid("must be less than or equal to 1800");
};

const behavior: Check = rule(
  "hpa-behavior",
  "autoscaling validateScalingRules",
  "Give each policy a type, a value and a period above zero, of at most 1800 s; stabilise for at most 3600 s.",
  present((field) => {
    const [window, policies] = [field.at("stabilizationWindowSeconds"), field.at("policies")];
    atLeast(0, "must be greater than or equal to zero")(window);
    if ((window.number ?? 0) > 3600) window.invalid("must be less than or equal to 3600");
    listed("Disabled", "Max", "Min")(field.at("selectPolicy"));
    // Omitted policies are defaulted, an empty list is not (GenerateHPAScaleUpRules).
    if (policies.present && policies.size === 0) policies.required("must specify at least one Policy");
    each(policy)(policies);
    quantity(field.at("tolerance"));
    if ((nanos(field.at("tolerance")) ?? 0n) < 0n) field.at("tolerance").invalid("must be greater than or equal to 0");
  }),
);

/** HorizontalPodAutoscaler, autoscaling/v2 (and v1, which knows no metrics). */
export const horizontalPodAutoscaler: Check = fields({
  spec: (spec) => {
    bounds(spec);
    reference(spec.at("scaleTargetRef"), false);
    metrics(spec.at("metrics"));
    behavior(spec.under("behavior", "scaleUp"));
    behavior(spec.under("behavior", "scaleDown"));
  },
});

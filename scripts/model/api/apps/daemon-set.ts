import { all, type Check, rule } from "../rule.ts";
import { countOrPercent, intOrPercent, notOver100Percent, oneOf } from "../values.ts";
import { workloadNumbers } from "./deployment.ts";
import { longRunningWorkload } from "./workload.ts";

const strategy: Check = rule(
  "daemon-set-strategy",
  "apps ValidateDaemonSetUpdateStrategy",
  "Use OnDelete, or RollingUpdate with exactly one of maxSurge and maxUnavailable above zero.",
  (field) => {
    const [type, rolling] = [field.at("type"), field.at("rollingUpdate")];
    const [unavailable, surge] = [rolling.at("maxUnavailable"), rolling.at("maxSurge")];
    oneOf("RollingUpdate", "OnDelete")(type);
    if (type.text !== "" && type.text !== "RollingUpdate") return;
    all(intOrPercent, notOver100Percent)(unavailable);
    all(intOrPercent, notOver100Percent)(surge);
    const some = unavailable.present ? countOrPercent(unavailable) !== 0 : true;
    if (some && countOrPercent(surge) !== 0) surge.invalid("may not be set when maxUnavailable is non-zero");
    if (!some && countOrPercent(surge) === 0) unavailable.required("cannot be 0 when maxSurge is 0");
  },
);

/** DaemonSet, apps/v1. */
export const daemonSet: Check = (object) => {
  const spec = object.at("spec");
  workloadNumbers(spec);
  strategy(spec.at("updateStrategy"));
  longRunningWorkload(spec, ["daemonset", "DaemonSet"]);
};

import { claimSpec } from "../core/claim.ts";
import { dnsLabel } from "../formats.ts";
import { all, type Check, rule } from "../rule.ts";
import { countOrPercent, formatted, intOrPercent, nonNegative, notOver100Percent, oneOf } from "../values.ts";
import { statefulNumbers } from "./deployment.ts";
import { longRunningWorkload } from "./workload.ts";

const policies: Check = rule(
  "stateful-set-policies",
  "apps ValidateStatefulSetSpec",
  "Use podManagementPolicy OrderedReady or Parallel, retention Retain or Delete, and a DNS label as serviceName.",
  (spec) => {
    const management = spec.at("podManagementPolicy");
    if (!["", "OrderedReady", "Parallel"].includes(management.text)) {
      management.invalid("must be 'OrderedReady' or 'Parallel'");
    }
    const retention = spec.at("persistentVolumeClaimRetentionPolicy");
    for (const when of ["whenDeleted", "whenScaled"]) oneOf("Retain", "Delete")(retention.at(when));
    formatted(dnsLabel)(spec.at("serviceName"));
  },
);

const strategy: Check = rule(
  "stateful-set-strategy",
  "apps validateRollingUpdateStatefulSet",
  "Use OnDelete without rollingUpdate, or RollingUpdate with a partition that is not negative and maxUnavailable above zero.",
  (field) => {
    const [type, rolling] = [field.at("type"), field.at("rollingUpdate")];
    const unavailable = rolling.at("maxUnavailable");
    if (type.text === "OnDelete") {
      if (rolling.present) rolling.invalid("only allowed for updateStrategy 'RollingUpdate'");
      return;
    }
    if (type.text !== "" && type.text !== "RollingUpdate") return type.invalid("must be 'RollingUpdate' or 'OnDelete'");
    nonNegative(rolling.at("partition"));
    all(intOrPercent, notOver100Percent)(unavailable);
    if (unavailable.present && countOrPercent(unavailable) === 0) unavailable.invalid("cannot be 0");
  },
);

/** StatefulSet, apps/v1. */
export const statefulSet: Check = (object) => {
  const spec = object.at("spec");
  const templates = spec.at("volumeClaimTemplates").items;
  statefulNumbers(spec);
  policies(spec);
  strategy(spec.at("updateStrategy"));
  for (const template of templates) claimSpec(template.at("spec"));
  longRunningWorkload(spec, ["statefulset", "StatefulSet"], {
    claimTemplates: templates.map((template) => template.under("metadata", "name").text),
    namesItsPods: true,
  });
};

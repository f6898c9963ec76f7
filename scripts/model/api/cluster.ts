/** Small kinds that a cluster's owner writes: namespaces, priorities, leases, service accounts. */
import { lookup } from "../../lookup.ts";
import { qualifiedName } from "./formats.ts";
import { isStandardFinalizer } from "./meta.ts";
import { all, type Check, each, fields, rule } from "./rule.ts";
import { atLeast, oneOf } from "./values.ts";

const SYSTEM: Record<string, number> = { "system-node-critical": 2_000_001_000, "system-cluster-critical": 2_000_000_000 };

/** PriorityClass, scheduling.k8s.io/v1. */
export const priorityClass: Check = rule(
  "priority-class",
  "scheduling ValidatePriorityClass",
  "Use a value of at most 1000000000 and a name that does not begin with 'system-'.",
  (object) => {
    const [name, value] = [object.under("metadata", "name"), object.at("value")];
    if (name.text.startsWith("system-")) {
      const known = lookup(SYSTEM, name.text);
      const why =
        known === undefined
          ? `${name.text} is not a known system priority class`
          : value.number !== known
            ? `value of ${name.text} PriorityClass must be ${known}`
            : object.at("globalDefault").true && `globalDefault of ${name.text} PriorityClass must be false`;
      if (why) name.forbidden(`priority class names with 'system-' prefix are reserved for system use only. error: ${why}`);
    } else if ((value.number ?? 0) > 1_000_000_000) {
      value.forbidden("maximum allowed value of a user defined priority is 1000000000");
    }
    if (object.at("preemptionPolicy").value === "") object.at("preemptionPolicy").required();
    else oneOf("PreemptLowerPriority", "Never")(object.at("preemptionPolicy"));
  },
);

const LEVELS = ["privileged", "baseline", "restricted"];

const podSecurity: Check = rule(
  "pod-security-labels",
  "pod-security-admission ValidateNamespace",
  "Use the levels privileged, baseline and restricted, and latest or v1.<minor> as their version.",
  (labels) => {
    for (const mode of ["enforce", "audit", "warn"]) {
      const level = labels.at(`pod-security.kubernetes.io/${mode}`);
      const version = labels.at(`pod-security.kubernetes.io/${mode}-version`);
      if (level.present && !LEVELS.includes(level.text)) level.invalid(`must be one of ${LEVELS.join(", ")}`, level.text);
      if (version.present && !/^(latest|v1\.(0|[1-9][0-9]*))$/.test(version.text)) version.invalid('must be "latest" or "v1.x"', version.text);
    }
  },
);

const namespaceFinalizers: Check = rule(
  "namespace-finalizers",
  "core ValidateNamespace",
  "Leave spec.finalizers out, or name them domain/name.",
  fields({
    spec: fields({
      finalizers: each((item) => {
        item.invalidEach(qualifiedName(item.text));
        if (!isStandardFinalizer(item.text)) {
          item.invalid("name is neither a standard finalizer name nor is it fully qualified");
        }
      }),
    }),
  }),
);

/** Namespace, v1. */
export const namespace: Check = (object) => {
  podSecurity(object.under("metadata", "labels"));
  namespaceFinalizers(object);
};

const leaseSpec: Check = rule(
  "lease",
  "coordination ValidateLeaseSpec",
  "Use a duration above zero; a preferred holder needs a strategy.",
  fields({
    spec: (spec) => {
      const [strategy, holder] = [spec.at("strategy"), spec.at("preferredHolder")];
      atLeast(1, "must be greater than 0")(spec.at("leaseDurationSeconds"));
      atLeast(0)(spec.at("leaseTransitions"));
      if (strategy.text.includes("/")) strategy.invalidEach(qualifiedName(strategy.text));
      else if (strategy.present) {
        if (strategy.text !== "OldestEmulationVersion") strategy.unsupported(["OldestEmulationVersion"]);
      } else if (holder.text !== "") holder.forbidden("may only be specified if `strategy` is defined");
    },
  }),
);

const microTime: Check = rule(
  "micro-time",
  "apimachinery MicroTime.UnmarshalJSON",
  "Write the time with six decimals: 2026-01-31T12:00:00.000000Z.",
  (field) => {
    const fits = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(Z|[+-]\d\d:\d\d)$/.test(field.text);
    if (field.text !== "" && !fits) field.say(`parsing time ${JSON.stringify(field.text)} as "2006-01-02T15:04:05.000000Z07:00"`);
  },
);

/** Lease, coordination.k8s.io/v1. */
export const lease: Check = all(leaseSpec, fields({ spec: fields({ acquireTime: microTime, renewTime: microTime }) }));

/** ServiceAccount, v1: the secrets it lists are told apart by name. */
export const serviceAccount: Check = rule(
  "service-account-secrets",
  "structured-merge-diff listItemToPathElement",
  "List each Secret once.",
  fields({
    secrets: (field) => {
      const names = new Set<string>();
      for (const item of field.items) {
        const name = item.at("name").text;
        if (names.has(name)) item.say(`duplicate entries for key [name=${JSON.stringify(name)}]`);
        names.add(name);
      }
    },
  }),
);

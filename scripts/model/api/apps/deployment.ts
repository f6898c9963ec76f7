import { podTemplate } from "../core/pod.ts";
import type { Field } from "../field.ts";
import { all, type Check, fields, rule } from "../rule.ts";
import { countOrPercent, intOrPercent, nonNegative, notOver100Percent, oneOf } from "../values.ts";
import { longRunning, longRunningWorkload, replicationSelector } from "./workload.ts";

/** Numbers of pods and seconds that workloads share; a StatefulSet's history is not looked at. */
export const statefulNumbers: Check = rule(
  "workload-numbers",
  "apps ValidateDeploymentSpec, ValidateStatefulSetSpec, ValidateDaemonSetSpec",
  "Use numbers that are not negative.",
  fields({
    replicas: nonNegative,
    minReadySeconds: nonNegative,
    progressDeadlineSeconds: nonNegative,
    ordinals: fields({ start: nonNegative }),
  }),
);

const history: Check = rule(
  "revision-history",
  "apps ValidateDeploymentSpec, ValidateDaemonSetSpec",
  "Use a number that is not negative.",
  fields({ revisionHistoryLimit: nonNegative }),
);

/** Numbers of workloads whose history counts. */
export const workloadNumbers: Check = all(statefulNumbers, history);

const progress: Check = rule("progress-deadline", "apps ValidateDeploymentSpec", "Give a rollout longer than one pod needs to count as ready.", (spec) => {
  const deadline = spec.at("progressDeadlineSeconds");
  if ((deadline.number ?? 600) <= (spec.at("minReadySeconds").number ?? 0)) {
    deadline.invalid("must be greater than minReadySeconds", deadline.number ?? 600);
  }
});

/** The number of pods, or the default of a rolling update. */
function count(field: Field): number {
  return field.present ? countOrPercent(field) : 25;
}

const strategy: Check = rule(
  "deployment-strategy",
  "apps ValidateDeploymentStrategy",
  "Use RollingUpdate with maxSurge or maxUnavailable above zero, or Recreate without rollingUpdate.",
  (field) => {
    const rolling = field.at("rollingUpdate");
    const [unavailable, surge] = [rolling.at("maxUnavailable"), rolling.at("maxSurge")];
    oneOf("Recreate", "RollingUpdate")(field.at("type"));
    if (field.at("type").text === "Recreate") {
      if (rolling.present) rolling.forbidden("may not be specified when strategy `type` is 'Recreate'");
      return;
    }
    all(intOrPercent, notOver100Percent)(unavailable);
    intOrPercent(surge);
    if (count(unavailable) === 0 && count(surge) === 0) {
      unavailable.invalid("may not be 0 when `maxSurge` is 0");
    }
  },
);

/** Deployment, apps/v1. */
export const deployment: Check = (object) => {
  const spec = object.at("spec");
  workloadNumbers(spec);
  progress(spec);
  strategy(spec.at("strategy"));
  longRunningWorkload(spec, ["deployment", "ReplicaSet"]);
};

/** ReplicaSet, apps/v1. The message about an empty selector does say "deployment". */
export const replicaSet: Check = (object) => {
  workloadNumbers(object.at("spec"));
  longRunningWorkload(object.at("spec"), ["deployment", "ReplicaSet"]);
};

/** ReplicationController, v1: a selector of plain labels, defaulted from the template. */
export const replicationController: Check = (object) => {
  const [spec, template] = [object.at("spec"), object.under("spec", "template")];
  statefulNumbers(spec);
  replicationSelector(spec);
  podTemplate(template);
  longRunning(template.at("spec"), "ReplicationController");
};

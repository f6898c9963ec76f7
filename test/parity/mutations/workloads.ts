import { all, change, drop, type Mutation, put, set, without } from "./mutation.ts";

const WORKLOAD = /^(Deployment|StatefulSet|DaemonSet|ReplicaSet):\/spec$/;
const JOB = /^(Job:\/spec|CronJob:\/spec\/jobTemplate\/spec)$/;
const CRON = /^CronJob:\/spec$/;

/** Controllers of pods. https://kubernetes.io/docs/concepts/workloads/ */
export const workloads: Mutation[] = [
  { name: "selector-differs-from-template", where: /:\/spec\/selector\/matchLabels\/app$/, edit: set("other") },
  { name: "template-label-changed", where: /^(?!CronJob).*\/template\/metadata\/labels\/app$/, edit: set("other") },
  { name: "template-labels-dropped", where: /\/template\/metadata$/, edit: without("labels") },
  { name: "selector-empty", where: WORKLOAD, edit: put({ selector: {} }) },
  { name: "selector-dropped", where: WORKLOAD, edit: without("selector") },
  {
    name: "selector-in-without-values",
    where: /\/(selector|podSelector|labelSelector|namespaceSelector)$/,
    edit: put({ matchExpressions: [{ key: "app", operator: "In" }] }),
  },
  {
    name: "selector-exists-with-values",
    where: /\/(selector|podSelector|labelSelector|namespaceSelector)$/,
    edit: put({ matchExpressions: [{ key: "app", operator: "Exists", values: ["a"] }] }),
  },
  {
    name: "selector-operator-unknown",
    where: /\/(selector|podSelector|labelSelector|namespaceSelector)$/,
    edit: put({ matchExpressions: [{ key: "app", operator: "Equals", values: ["a"] }] }),
  },
  {
    name: "selector-key-bad",
    where: /\/(selector|podSelector|labelSelector|namespaceSelector)$/,
    edit: put({ matchExpressions: [{ key: "bad key", operator: "Exists" }] }),
  },
  { name: "recreate-with-rolling-update", where: /^Deployment:\/spec$/, edit: put({ strategy: { type: "Recreate", rollingUpdate: { maxSurge: 1 } } }) },
  { name: "strategy-unknown", where: /^Deployment:\/spec$/, edit: put({ strategy: { type: "BlueGreen" } }) },
  { name: "surge-and-unavailable-zero", where: /^Deployment:\/spec$/, edit: put({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: "0%" } } }) },
  { name: "unavailable-above-100-percent", where: /^Deployment:\/spec$/, edit: put({ strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: "101%" } } }) },
  { name: "surge-not-a-percentage", where: /^Deployment:\/spec$/, edit: put({ strategy: { rollingUpdate: { maxSurge: "half" } } }) },
  { name: "surge-negative", where: /^Deployment:\/spec$/, edit: put({ strategy: { rollingUpdate: { maxSurge: -1 } } }) },
  { name: "progress-deadline-below-ready", where: /^Deployment:\/spec$/, edit: put({ minReadySeconds: 600, progressDeadlineSeconds: 600 }) },
  { name: "replicas-negative", where: WORKLOAD, edit: put({ replicas: -1 }) },
  { name: "history-limit-negative", where: WORKLOAD, edit: put({ revisionHistoryLimit: -1 }) },
  {
    name: "daemon-set-nothing-may-move",
    where: /^DaemonSet:\/spec$/,
    edit: put({ updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }),
  },
  { name: "update-strategy-unknown", where: /^(StatefulSet|DaemonSet):\/spec$/, edit: put({ updateStrategy: { type: "Recreate" } }) },
  {
    name: "stateful-partition-negative",
    where: /^StatefulSet:\/spec$/,
    edit: put({ updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: -1 } } }),
  },
  { name: "stateful-service-name-bad", where: /^StatefulSet:\/spec$/, edit: put({ serviceName: "Not_Valid" }) },
  { name: "stateful-management-unknown", where: /^StatefulSet:\/spec$/, edit: put({ podManagementPolicy: "Random" }) },
  { name: "stateful-retention-unknown", where: /^StatefulSet:\/spec$/, edit: put({ persistentVolumeClaimRetentionPolicy: { whenDeleted: "Keep" } }) },
  { name: "claim-template-without-storage", where: /\/volumeClaimTemplates\/0\/spec$/, edit: put({ resources: {} }) },
  { name: "claim-template-name-bad", where: /\/volumeClaimTemplates\/0\/metadata$/, edit: put({ name: "Data" }) },

  { name: "job-restart-always", where: /^(Job:\/spec|CronJob:\/spec\/jobTemplate\/spec)\/template\/spec$/, edit: put({ restartPolicy: "Always" }) },
  { name: "job-restart-missing", where: /^(Job:\/spec|CronJob:\/spec\/jobTemplate\/spec)\/template\/spec$/, edit: without("restartPolicy") },
  { name: "job-own-selector", where: JOB, edit: put({ selector: { matchLabels: { app: "x" } } }) },
  { name: "job-manual-selector", where: JOB, edit: put({ manualSelector: true }) },
  { name: "job-indexed-without-completions", where: JOB, edit: all(without("completions"), put({ completionMode: "Indexed" })) },
  { name: "job-completion-mode-unknown", where: JOB, edit: put({ completionMode: "Sharded" }) },
  { name: "job-backoff-negative", where: JOB, edit: put({ backoffLimit: -1 }) },
  { name: "job-ttl-negative", where: JOB, edit: put({ ttlSecondsAfterFinished: -1 }) },
  { name: "job-index-backoff-not-indexed", where: JOB, edit: put({ completionMode: "NonIndexed", backoffLimitPerIndex: 1 }) },
  {
    name: "job-failure-policy-on-failure",
    where: /^Job:\/spec$/,
    edit: (site) =>
      put({ podFailurePolicy: { rules: [{ action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] }] }, template: onFailure() })(
        site,
      ),
  },
  { name: "job-failure-policy-two-conditions", where: /\/podFailurePolicy\/rules\/0$/, edit: put({ onPodConditions: [{ type: "X", status: "True" }] }) },
  { name: "job-failure-policy-action-unknown", where: /\/podFailurePolicy\/rules\/0$/, edit: put({ action: "Retry" }) },
  { name: "job-failure-policy-exit-code-zero", where: /\/onExitCodes$/, edit: put({ values: [0] }) },
  { name: "job-failure-policy-exit-codes-unordered", where: /\/onExitCodes$/, edit: put({ values: [3, 2] }) },
  { name: "job-failure-policy-no-container", where: /\/onExitCodes$/, edit: put({ containerName: "nowhere" }) },
  { name: "job-success-policy-not-indexed", where: JOB, edit: put({ completionMode: "NonIndexed", successPolicy: { rules: [{ succeededCount: 1 }] } }) },
  { name: "job-managed-by-bad", where: JOB, edit: put({ managedBy: "nobody" }) },
  { name: "cron-five-fields-minus-one", where: CRON, edit: put({ schedule: "30 2 * *" }) },
  { name: "cron-six-fields", where: CRON, edit: put({ schedule: "0 30 2 * * *" }) },
  { name: "cron-minute-60", where: CRON, edit: put({ schedule: "60 2 * * *" }) },
  { name: "cron-weekday-word", where: CRON, edit: put({ schedule: "30 2 * * funday" }) },
  { name: "cron-macro-unknown", where: CRON, edit: put({ schedule: "@fortnightly" }) },
  { name: "cron-step-zero", where: CRON, edit: put({ schedule: "*/0 * * * *" }) },
  { name: "cron-range-backwards", where: CRON, edit: put({ schedule: "0 9-5 * * *" }) },
  { name: "cron-with-time-zone-inside", where: CRON, edit: put({ schedule: "TZ=UTC 30 2 * * *" }) },
  { name: "cron-empty", where: CRON, edit: put({ schedule: "" }) },
  { name: "cron-time-zone-unknown", where: CRON, edit: put({ timeZone: "Mars/Olympus" }) },
  { name: "cron-time-zone-local", where: CRON, edit: put({ timeZone: "Local" }) },
  { name: "cron-time-zone-empty", where: CRON, edit: put({ timeZone: "" }) },
  { name: "cron-concurrency-unknown", where: CRON, edit: put({ concurrencyPolicy: "Skip" }) },
  { name: "cron-deadline-negative", where: CRON, edit: put({ startingDeadlineSeconds: -1 }) },
  { name: "cron-history-negative", where: CRON, edit: put({ failedJobsHistoryLimit: -1 }) },
  { name: "cron-job-selector", where: /\/jobTemplate\/spec$/, edit: put({ selector: { matchLabels: { a: "b" } } }) },

  { name: "replicas-dropped", harmless: true, where: /:\/spec\/(replicas|revisionHistoryLimit|minReadySeconds)$/, edit: drop },
  {
    name: "replicas-changed",
    harmless: true,
    where: /^(Deployment|StatefulSet|ReplicaSet):\/spec\/replicas$/,
    edit: change((replicas: number) => replicas + 40),
  },
  {
    name: "template-annotation-added",
    harmless: true,
    where: /\/template\/metadata$/,
    edit: put({ annotations: { "kubectl.kubernetes.io/restartedAt": "2026-01-01T00:00:00Z" } }),
  },
  {
    name: "rolling-update-in-percent",
    harmless: true,
    where: /^Deployment:\/spec$/,
    edit: put({ strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "200%", maxUnavailable: "100%" } } }),
  },
  { name: "cron-names", harmless: true, where: CRON, edit: put({ schedule: "*/15 9-17 1,15 JAN-JUN Mon-fri" }) },
  { name: "cron-weekday-7-or-question-mark", harmless: true, where: CRON, edit: put({ schedule: "0 0 ? * 0" }) },
  { name: "cron-every", harmless: true, where: CRON, edit: put({ schedule: "@every 1h30m" }) },
  { name: "cron-step-from", harmless: true, where: CRON, edit: put({ schedule: "5/10 * * * *" }) },
  { name: "cron-weekday-seven", where: CRON, edit: put({ schedule: "0 0 * * 7" }) },
  { name: "cron-february-30", harmless: true, where: CRON, edit: put({ schedule: "0 0 30 2 *" }) },
  { name: "cron-time-zone-changed", harmless: true, where: CRON, edit: put({ timeZone: "Europe/Berlin" }) },
  { name: "cron-suspended", harmless: true, where: CRON, edit: put({ suspend: true, startingDeadlineSeconds: 5 }) },
  { name: "cron-name-52-characters", harmless: true, where: /^CronJob:\/metadata\/name$/, edit: change((name: string) => name.padEnd(52, "a")) },
  {
    name: "status-empty",
    harmless: true,
    where: /^(Deployment|StatefulSet|DaemonSet|Job|Service|Ingress|PersistentVolumeClaim|Pod|Namespace|PodDisruptionBudget):$/,
    edit: put({ status: {} }),
  },
];

function onFailure() {
  return { spec: { restartPolicy: "OnFailure", containers: [{ name: "a", image: "a" }] } };
}

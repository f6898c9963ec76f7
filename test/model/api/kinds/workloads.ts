import type { Suite } from "../suite.ts";

const template = {
  metadata: { labels: { app: "web" } },
  spec: { containers: [{ name: "web", image: "registry.example.com/web:1.0" }] },
};
const jobTemplate = { spec: { ...template.spec, restartPolicy: "Never" } };

export const deployment: Suite = {
  object: {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", namespace: "default", labels: { app: "web" }, annotations: { "example.com/Owner": "team" } },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: "web" } },
      template,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    },
  },
  accepts: {
    "a surge above 100%": { "/spec/strategy/rollingUpdate/maxSurge": "200%" },
    "a selector by expression": { "/spec/selector": { matchExpressions: [{ key: "app", operator: "In", values: ["web", "api"] }] } },
    "a null in place of nothing": { "/spec/minReadySeconds": null, "/metadata/annotations": null },
    "a long name": { "/metadata/name": `${"a".repeat(250)}.b` },
    "a name to be generated": { "/metadata/name": undefined, "/metadata/generateName": "web-" },
  },
  rejects: [
    ["name", { "/metadata/name": "Web" }, 'metadata.name: Invalid value: "Web": a lowercase RFC 1123 subdomain must consist of'],
    ["name", { "/metadata/name": undefined }, "metadata.name: Required value: name or generateName is required"],
    ["name", { "/metadata/name": undefined, "/metadata/generateName": "Web-" }, 'metadata.generateName: Invalid value: "Web-"'],
    ["namespace", { "/metadata/namespace": "a.b" }, 'metadata.namespace: Invalid value: "a.b": must not contain dots'],
    ["labels", { "/metadata/labels/app": "a b" }, 'metadata.labels[app]: Invalid value: "a b": a valid label must be an empty string'],
    ["labels", { "/metadata/labels/a~1b~1c": "x" }, 'metadata.labels[a/b/c]: Invalid value: "a/b/c": a valid label key must consist of'],
    ["labels", { "/metadata/labels/app": "x".repeat(64) }, `metadata.labels[app]: Invalid value: "${"x".repeat(64)}": must be no more than 63 characters`],
    ["annotations", { "/metadata/annotations/a b": "x" }, 'metadata.annotations[a b]: Invalid value: "a b": name part must consist of'],
    ["annotations", { "/metadata/annotations/a": "x".repeat(256 * 1024) }, "metadata.annotations: Too long: may not be more than 262144 bytes"],
    [
      "finalizers",
      { "/metadata/finalizers": ["cleanup"] },
      'metadata.finalizers[0]: Invalid value: "cleanup": name is neither a standard finalizer name nor is it fully qualified',
    ],
    [
      "duplicate-set-item",
      { "/metadata/finalizers": ["example.com/a", "example.com/a"] },
      'metadata.finalizers[1]: duplicate entries for key [="example.com/a"]',
    ],
    [
      "owner-references",
      { "/metadata/ownerReferences": [{ apiVersion: "v1", kind: "Pod", name: "a", uid: "" }] },
      'metadata.ownerReferences[0].uid: Invalid value: "": must not be empty',
    ],
    ["generation", { "/metadata/generation": -1 }, "metadata.generation: Invalid value: -1: must be greater than or equal to 0"],
    [
      "template-selector",
      { "/spec/template/metadata/labels/app": "api" },
      'spec.template.metadata.labels: Invalid value: {"app":"api"}: `selector` does not match template `labels`',
    ],
    ["template-selector", { "/spec/selector": {} }, "spec.selector: Invalid value: {}: empty selector is invalid for deployment"],
    [
      "label-selector",
      { "/spec/selector/matchExpressions": [{ key: "app", operator: "Is" }] },
      'spec.selector.matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator',
    ],
    [
      "label-selector",
      { "/spec/selector/matchExpressions": [{ key: "app", operator: "Exists", values: ["a"] }] },
      "spec.selector.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
    ],
    [
      "long-running-template",
      { "/spec/template/spec/restartPolicy": "Never" },
      'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
    ],
    ["workload-numbers", { "/spec/replicas": -1 }, "spec.replicas: Invalid value: -1: must be greater than or equal to 0"],
    ["revision-history", { "/spec/revisionHistoryLimit": -1 }, "spec.revisionHistoryLimit: Invalid value: -1: must be greater than or equal to 0"],
    ["progress-deadline", { "/spec/minReadySeconds": 600 }, "spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds"],
    [
      "deployment-strategy",
      { "/spec/strategy/type": "Recreate" },
      "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
    ],
    [
      "deployment-strategy",
      { "/spec/strategy/rollingUpdate/maxSurge": "0%" },
      "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0",
    ],
    [
      "deployment-strategy",
      { "/spec/strategy/rollingUpdate/maxUnavailable": "101%" },
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "101%": must not be greater than 100%',
    ],
    [
      "deployment-strategy",
      { "/spec/strategy/rollingUpdate/maxUnavailable": "half" },
      'spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "half": a valid percent string',
    ],
    [
      "deployment-strategy",
      { "/spec/strategy": { type: "Rolling" } },
      'spec.strategy.type: Unsupported value: "Rolling": supported values: "Recreate", "RollingUpdate"',
    ],
  ],
};

export const replicaSet: Suite = {
  object: { ...deployment.object, kind: "ReplicaSet", spec: { selector: { matchLabels: { app: "web" } }, template } },
  accepts: {},
  rejects: [["template-selector", { "/spec/selector": undefined }, "spec.selector: Required value"]],
};

export const replicationController: Suite = {
  object: { apiVersion: "v1", kind: "ReplicationController", metadata: { name: "old" }, spec: { replicas: 1, template } },
  accepts: { "a selector": { "/spec/selector": { app: "web" } } },
  rejects: [
    [
      "replication-selector",
      { "/spec/selector": { app: "api" } },
      'spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`',
    ],
    ["container", { "/spec/template/spec/containers/0/name": "Web" }, 'spec.template.spec.containers[0].name: Invalid value: "Web"'],
  ],
};

export const statefulSet: Suite = {
  object: {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "db" },
    spec: {
      serviceName: "db",
      selector: { matchLabels: { app: "web" } },
      template: { ...template, spec: { containers: [{ name: "db", image: "db:1", volumeMounts: [{ name: "data", mountPath: "/data" }] }] } },
      volumeClaimTemplates: [{ metadata: { name: "data" }, spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } } }],
    },
  },
  accepts: {
    "a hostname that is not looked at": { "/spec/template/spec/hostname": "Web" },
    "a partition": { "/spec/updateStrategy": { rollingUpdate: { partition: 1 } } },
  },
  rejects: [
    ["name", { "/metadata/name": "db.main" }, 'metadata.name: Invalid value: "db.main": must not contain dots'],
    ["stateful-set-policies", { "/spec/serviceName": "Db" }, 'spec.serviceName: Invalid value: "Db": a lowercase RFC 1123 label'],
    ["stateful-set-policies", { "/spec/podManagementPolicy": "Any" }, "spec.podManagementPolicy: Invalid value: \"Any\": must be 'OrderedReady' or 'Parallel'"],
    [
      "stateful-set-strategy",
      { "/spec/updateStrategy": { type: "OnDelete", rollingUpdate: { partition: 1 } } },
      'spec.updateStrategy.rollingUpdate: Invalid value: {"partition":1}: only allowed for updateStrategy',
    ],
    ["volume-mounts", { "/spec/volumeClaimTemplates/0/metadata/name": "disk" }, 'spec.template.spec.containers[0].volumeMounts[0].name: Not found: "data"'],
    ["storage-request", { "/spec/volumeClaimTemplates/0/spec/resources": {} }, "spec.volumeClaimTemplates[0].spec.resources.requests[storage]: Required value"],
  ],
};

export const daemonSet: Suite = {
  object: { apiVersion: "apps/v1", kind: "DaemonSet", metadata: { name: "agent" }, spec: { selector: { matchLabels: { app: "web" } }, template } },
  accepts: { "a surge alone": { "/spec/updateStrategy": { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } } },
  rejects: [
    [
      "daemon-set-strategy",
      { "/spec/updateStrategy": { rollingUpdate: { maxSurge: 1 } } },
      "spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero",
    ],
    [
      "daemon-set-strategy",
      { "/spec/updateStrategy": { rollingUpdate: { maxUnavailable: 0 } } },
      "spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0",
    ],
  ],
};

export const job: Suite = {
  object: { apiVersion: "batch/v1", kind: "Job", metadata: { name: "train" }, spec: { backoffLimit: 2, template: jobTemplate } },
  accepts: {
    "an indexed job": { "/spec/completionMode": "Indexed", "/spec/completions": 3, "/spec/backoffLimitPerIndex": 1 },
    "a failure policy": {
      "/spec/podFailurePolicy": {
        rules: [
          { action: "FailJob", onExitCodes: { operator: "In", values: [1, 42] } },
          { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget" }] },
        ],
      },
    },
    "a selector of one's own": {
      "/spec/manualSelector": true,
      "/spec/selector": { matchLabels: { a: "b" } },
      "/spec/template/metadata": { labels: { a: "b" } },
    },
  },
  rejects: [
    ["job-numbers", { "/spec/backoffLimit": -1 }, "spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0"],
    ["job-completion-mode", { "/spec/completionMode": "Indexed", "/spec/parallelism": 2 }, "spec.completions: Required value: when completion mode is Indexed"],
    ["job-completion-mode", { "/spec/backoffLimitPerIndex": 1 }, "spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode"],
    [
      "job-restart-policy",
      { "/spec/template/spec/restartPolicy": undefined },
      'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
    ],
    [
      "job-policies",
      { "/spec/podReplacementPolicy": "Never" },
      'spec.podReplacementPolicy: Unsupported value: "Never": supported values: "Failed", "TerminatingOrFailed"',
    ],
    ["job-policies", { "/spec/managedBy": "me" }, 'spec.managedBy: Invalid value: "me": must be a domain-prefixed path'],
    ["job-name", { "/metadata/name": "a".repeat(64) }, `metadata.name: Invalid value: "${"a".repeat(64)}": must be no more than 63 bytes`],
    [
      "job-selector",
      { "/spec/selector": { matchLabels: { a: "b" } } },
      'spec.selector: Invalid value: {"matchLabels":{"a":"b"}}: `selector` not auto-generated',
    ],
    [
      "indexed-job-name",
      { "/metadata/name": "a".repeat(63), "/spec/completionMode": "Indexed", "/spec/completions": 1 },
      `metadata.name: Invalid value: "${"a".repeat(63)}": will not able to create pod with invalid DNS label`,
    ],
    [
      "pod-failure-policy",
      { "/spec/podFailurePolicy": { rules: [{ action: "FailJob" }] } },
      "spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required",
    ],
    [
      "pod-failure-policy",
      { "/spec/podFailurePolicy": { rules: [{ action: "FailJob", onExitCodes: { operator: "In", values: [0] } }] } },
      "spec.podFailurePolicy.rules[0].onExitCodes.values[0]: Invalid value: 0: must not be 0 for the In operator",
    ],
    [
      "job-success-policy",
      { "/spec/completionMode": "Indexed", "/spec/completions": 3, "/spec/successPolicy": { rules: [{ succeededIndexes: "1,0" }] } },
      'spec.successPolicy.rules[0].succeededIndexes: Invalid value: "1,0": error parsing succeededIndexes: non-increasing order, previous: 1, current: 0',
    ],
  ],
};

export const cronJob: Suite = {
  object: {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name: "backup" },
    spec: { schedule: "30 2 * * *", timeZone: "Europe/Berlin", concurrencyPolicy: "Forbid", jobTemplate: { spec: { template: jobTemplate } } },
  },
  accepts: {
    "a descriptor": { "/spec/schedule": "@daily" },
    "an interval": { "/spec/schedule": "@every 1h30m" },
    "names, lists, ranges and steps": { "/spec/schedule": "*/15 0-6/2,12 1,15 JAN-mar mon-FRI" },
    "universal time": { "/spec/timeZone": "Etc/UTC" },
  },
  rejects: [
    ["cron-schedule", { "/spec/schedule": "0 25 * * *" }, 'spec.schedule: Invalid value: "0 25 * * *": end of range (25) above maximum (23): 25'],
    ["cron-schedule", { "/spec/schedule": "0 2 * *" }, 'spec.schedule: Invalid value: "0 2 * *": expected exactly 5 fields, found 4: [0 2 * *]'],
    ["cron-schedule", { "/spec/schedule": "0 2 * * 7" }, 'spec.schedule: Invalid value: "0 2 * * 7": end of range (7) above maximum (6): 7'],
    ["cron-schedule", { "/spec/schedule": "*/0 * * * *" }, 'spec.schedule: Invalid value: "*/0 * * * *": step of range should be a positive number: */0'],
    ["cron-schedule", { "/spec/schedule": "@reboot" }, 'spec.schedule: Invalid value: "@reboot": unrecognized descriptor: @reboot'],
    ["cron-schedule", { "/spec/schedule": "@every 1 hour" }, 'spec.schedule: Invalid value: "@every 1 hour": failed to parse duration'],
    [
      "cron-schedule",
      { "/spec/schedule": "TZ=UTC 0 2 * * *" },
      'spec.schedule: Invalid value: "TZ=UTC 0 2 * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
    ],
    ["time-zone", { "/spec/timeZone": "Europe/Bonn" }, 'spec.timeZone: Invalid value: "Europe/Bonn": unknown time zone Europe/Bonn'],
    ["time-zone", { "/spec/timeZone": "Local" }, 'spec.timeZone: Invalid value: "Local": timeZone must be an explicit time zone'],
    ["time-zone", { "/spec/timeZone": "ETC/UTC" }, 'spec.timeZone: Invalid value: "ETC/UTC": unknown time zone ETC/UTC'],
    ["time-zone", { "/spec/timeZone": "europe/Berlin" }, 'spec.timeZone: Invalid value: "europe/Berlin": unknown time zone europe/Berlin'],
    [
      "cron-job",
      { "/spec/concurrencyPolicy": "forbid" },
      'spec.concurrencyPolicy: Unsupported value: "forbid": supported values: "Allow", "Forbid", "Replace"',
    ],
    ["cron-job-name", { "/metadata/name": "a".repeat(53) }, `metadata.name: Invalid value: "${"a".repeat(53)}": must be no more than 52 characters`],
    [
      "job-template-selector",
      { "/spec/jobTemplate/spec/selector": {} },
      "spec.jobTemplate.spec.selector: Invalid value: {}: `selector` will be auto-generated",
    ],
  ],
};

export const podTemplate: Suite = {
  object: { apiVersion: "v1", kind: "PodTemplate", metadata: { name: "t" }, template },
  accepts: {},
  rejects: [["container-names", { "/template/spec/containers": [] }, "template.spec.containers: Required value"]],
};

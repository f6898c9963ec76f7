/** Text of files to replace, by file: a text that is not there is a mistake of the table. null takes a file away; a string is a file's whole text. */
export type Edits = Readonly<Record<string, string | null | readonly (readonly [from: string, to: string])[]>>;

/** A pull request as people make them, and what its review must say. */
export interface PullRequest {
  readonly name: string;
  readonly edits: Edits;
  /** The rules of which a new error is found; none for a change that passes. */
  readonly errors: readonly string[];
  /** What the comment says, beside that. */
  readonly says: readonly (string | RegExp)[];
  /** What it must not say. */
  readonly silent?: readonly (string | RegExp)[];
}

const RELEASE = "apps/staging/ai-scientist/release.yaml";
const SIZING = "apps/production/ai-scientist/sizing.yaml";
const DEPLOYMENT = "apps/base/ai-scientist/deployment.yaml";
const CLUSTER = "clusters/production";
const APPLICATION = `${CLUSTER}/applications/redis.yaml`;
const AVAILABILITY = "apps/base/monitoring/rules/availability.yaml";

const shrinkClaim = { [SIZING]: [["storage: 500Gi", "storage: 50Gi"]] } as const;
const waiver = `- rule: transition/claim-shrinks
  object: PersistentVolumeClaim/ai-scientist/ai-scientist-data
  reason: smaller is cheaper
  owner: me
  expires: 2027-01-31
`;

export const BAD: readonly PullRequest[] = [
  {
    name: "an image with a floating tag",
    edits: { [RELEASE]: [["ai-scientist:2.1.0", "ai-scientist:latest"]] },
    errors: ["security/image-tag"],
    says: ["| 2.1.0 | latest |"],
  },
  {
    name: "replicas under an autoscaler",
    edits: { [SIZING]: [["spec:\n  template:", "spec:\n  replicas: 3\n  template:"]] },
    errors: ["gitops/autoscaled-replicas"],
    says: [],
  },
  { name: "a claim that shrinks", edits: shrinkClaim, errors: ["transition/claim-shrinks"], says: ["from 500Gi to 50Gi", "🔴"] },
  {
    name: "a StatefulSet of another name",
    edits: {
      "apps/staging/redis/kustomization.yaml": [
        ["patches:\n", "patches:\n  - target: {kind: StatefulSet, name: redis}\n    patch: |\n      - {op: replace, path: /metadata/name, value: cache}\n"],
      ],
    },
    errors: ["transition/prune-data"],
    says: ["StatefulSet ai-scientist/redis", "StatefulSet ai-scientist/cache"],
  },
  {
    name: "a key that the environment reads is gone from a ConfigMap",
    edits: {
      "apps/base/ai-scientist/deployment.yaml": [
        ["          env:\n", "          env:\n            - {name: LEVEL, valueFrom: {configMapKeyRef: {name: ai-scientist-config, key: LOG_LEVELS}}}\n"],
      ],
    },
    errors: ["references/config-map-exists"],
    says: ["LOG_LEVELS"],
  },
  {
    name: "a key that a subPath mounts is gone",
    edits: {
      "apps/base/ai-scientist/kustomization.yaml": [
        ["files: [config/ai_scientist_config.yaml, config/bfts_config.yaml]", "files: [config/ai_scientist_config.yaml]"],
      ],
    },
    errors: ["references/config-map-exists"],
    says: [],
  },
  {
    name: "a script that a command and probes name is gone",
    edits: {
      "apps/base/redis/kustomization.yaml": [
        ["config/password.sh, config/start-server.sh, config/probe-server.sh", "config/password.sh, config/start-server.sh"],
      ],
    },
    errors: ["references/config-map-exists"],
    says: [],
  },
  {
    name: "another selector",
    edits: {
      [DEPLOYMENT]: [
        [
          "    matchLabels:\n      app.kubernetes.io/name: ai-scientist\n      app.kubernetes.io/component: application\n  template",
          "    matchLabels:\n      app.kubernetes.io/name: ai-scientist\n      app.kubernetes.io/component: application\n      tier: gpu\n  template",
        ],
      ],
    },
    errors: ["transition/selector-immutable"],
    says: [],
  },
  {
    name: "a second GPU over quota and budget",
    edits: {
      [SIZING]: [
        [
          'requests: {cpu: "2", memory: 4Gi, ephemeral-storage: 2Gi, nvidia.com/gpu: "1"}',
          'requests: {cpu: "2", memory: 4Gi, ephemeral-storage: 2Gi, nvidia.com/gpu: "2"}',
        ],
        ['ephemeral-storage: 24Gi, nvidia.com/gpu: "1"', 'ephemeral-storage: 24Gi, nvidia.com/gpu: "2"'],
      ],
    },
    errors: ["budget/monthly-estimate", "budget/quota"],
    says: ["#### Cost, USD a month", /production \| .*\(\+/],
  },
  {
    name: "the file of an Application is deleted",
    edits: { [APPLICATION]: null, [`${CLUSTER}/kustomization.yaml`]: [["  - applications/redis.yaml\n", ""]] },
    errors: ["transition/application-pruned", "transition/prune-data"],
    says: [/production \/ redis \| 0 \| 0 \| [1-9]/, /production \| .*\(-/],
    silent: ["(no Application)"],
  },
  {
    name: "an Application is no longer listed",
    edits: { [`${CLUSTER}/kustomization.yaml`]: [["  - applications/redis.yaml\n", ""]] },
    errors: ["transition/application-pruned"],
    says: [/production \/ redis \| 0 \| 0 \| [1-9]/, /production \| .*\(-/],
    silent: ["(no Application)"],
  },
  {
    name: "an Application in another project",
    edits: { [APPLICATION]: [["project: redis", "project: monitoring"]] },
    errors: ["gitops/project-kinds"],
    says: [],
  },
  {
    name: "another storage class",
    edits: {
      [SIZING]: [
        ["spec:\n  resources:\n    requests:\n      storage: 500Gi", "spec:\n  storageClassName: other\n  resources:\n    requests:\n      storage: 500Gi"],
      ],
    },
    errors: ["transition/claim-immutable"],
    says: [],
  },
  {
    name: "one letter wrong in an alert's job",
    edits: { [AVAILABILITY]: [['absent(up{job="ai-scientist"})', 'absent(up{job="ai-scientits"})']] },
    errors: ["alerts/absent-guard"],
    says: [],
  },
  {
    name: "a metric that nobody exports",
    edits: { "apps/base/monitoring/rules/recording.yaml": [["ai_scientist_errors_total[5m]", "ai_scientist_error_total[5m]"]] },
    errors: ["alerts/known-metrics"],
    says: [],
  },
  {
    name: "a flow that something needs is closed",
    edits: {
      "apps/base/redis/network-policy.yaml": [
        [
          "app.kubernetes.io/component: application\n      ports:\n        - {protocol: TCP, port: redis}",
          "app.kubernetes.io/component: other\n      ports:\n        - {protocol: TCP, port: redis}",
        ],
      ],
    },
    errors: ["references/network-flow"],
    says: ["closes ingress from", "opens ingress from"],
  },
  {
    name: "a key in application.env",
    edits: {
      "apps/production/ai-scientist/application.env": [["LOG_LEVEL=INFO", "LOG_LEVEL=INFO\nOPENAI_API_KEY=sk-proj-Zk93jf0aKd82LsPqT7vXbN4mYcRw61HuEiGo5tDa"]],
    },
    errors: ["security/secret-value"],
    says: [],
    silent: ["sk-proj-Zk93"],
  },
  {
    name: "a Secret in Git",
    edits: {
      "apps/production/ai-scientist/secret.yaml":
        "apiVersion: v1\nkind: Secret\nmetadata: {name: token, namespace: ai-scientist}\nstringData: {token: hunter2-and-more}\n",
      "apps/production/ai-scientist/kustomization.yaml": [["resources: [../../base/ai-scientist]", "resources: [../../base/ai-scientist, secret.yaml]"]],
    },
    errors: ["security/secret-manifest"],
    says: [],
    silent: ["hunter2-and-more"],
  },
  {
    name: "cluster-admin for a service account",
    edits: {
      "apps/production/ai-scientist/admin.yaml":
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: admin}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}\nsubjects: [{kind: ServiceAccount, name: ai-scientist, namespace: ai-scientist}]\n",
      "apps/production/ai-scientist/kustomization.yaml": [["resources: [../../base/ai-scientist]", "resources: [../../base/ai-scientist, admin.yaml]"]],
    },
    errors: ["security/rbac-cluster-admin"],
    says: ["gives ClusterRole cluster-admin to ServiceAccount/ai-scientist/ai-scientist"],
  },
  {
    name: "another namespace",
    edits: { "apps/base/redis/kustomization.yaml": [["namespace: ai-scientist", "namespace: redis"]] },
    errors: ["transition/renamed-stateful", "references/secret-exists"],
    says: [],
  },
  {
    name: "a claim that shrinks, with an exception of its own",
    edits: { ...shrinkClaim, "policies/exceptions.yaml": waiver },
    errors: [],
    says: [
      "### ⚖️ Nothing new found; by a judge that this change alters",
      "waives transition/claim-shrinks on PersistentVolumeClaim/ai-scientist/ai-scientist-data until 2027-01-31, owner me: smaller is cheaper",
      "**Approved on its own**",
    ],
  },
  {
    name: "a budget raised and a rule switched off",
    edits: { "policies/data/budgets.yaml": [["monthly: 4000", "monthly: 400000"]], "gitops.yaml": [["rules:\n", 'rules:\n  budget/monthly: "off"\n']] },
    errors: ["budget/consistent"],
    says: ["⚖️ This change alters the judge", /policies\/data: .*4000 and is 400000/, "gitops.yaml: rules"],
  },
];

const ENVIRONMENTS = ["staging", "production"] as const;

const alert = `        - alert: AiScientistQuiet
          expr: sum(rate(ai_scientist_requests_total[15m])) == 0 and sum(up{job="ai-scientist"}) > 0
          for: 30m
          labels:
            severity: info
          annotations:
            summary: Nobody asks the application anything
            description: "It answers, and no request came for half an hour."
            runbook_url: from-site/ai-scientist-quiet.md

        # A target that is gone has no up series`;

export const GOOD: readonly PullRequest[] = [
  {
    name: "an image",
    edits: { [RELEASE]: [["ai-scientist:2.1.0", "ai-scientist:2.2.0"]] },
    errors: [],
    says: ["| 2.1.0 | 2.2.0 |", /Deployment ai-scientist\/ai-scientist in staging: .* each has 65 min to end what it works on/, "### ✅ Nothing new found"],
    silent: ["not compared"],
  },
  {
    name: "a chart",
    edits: Object.fromEntries(ENVIRONMENTS.map((name) => [`clusters/${name}/applications/keda.yaml`, [["2.20.2", "2.20.3"]] as const])),
    errors: [],
    says: ["| chart keda | 2.20.2 | 2.20.3 |"],
  },
  {
    name: "three hundred new objects",
    edits: {
      "apps/production/ai-scientist/many.yaml": Array.from(
        { length: 300 },
        (_, index) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: data-${index}, namespace: ai-scientist}\ndata: {key: "${index}"}\n`,
      ).join("---\n"),
      "apps/production/ai-scientist/kustomization.yaml": [["resources: [../../base/ai-scientist]", "resources: [../../base/ai-scientist, many.yaml]"]],
    },
    errors: [],
    says: ["300 added, 0 changed and 0 pruned"],
  },
  { name: "memory within its limits", edits: { [SIZING]: [["memory: 4Gi, ephemeral", "memory: 5Gi, ephemeral"]] }, errors: [], says: ["-4Gi", "+5Gi"] },
  { name: "a claim that grows", edits: { [SIZING]: [["storage: 500Gi", "storage: 600Gi"]] }, errors: [], says: [/production \| .*\(\+/] },
  { name: "words", edits: { "docs/runbooks/backup-failed.md": "# Backup failed\n\nTry again.\n" }, errors: [], says: ["### ✅ Words alone"] },
  {
    name: "an alert with its runbook",
    edits: {
      [AVAILABILITY]: [["        # A target that is gone has no up series", alert]],
      "docs/runbooks/ai-scientist-quiet.md": "# AiScientistQuiet\n\nAsk whether anybody works.\n",
    },
    errors: [],
    says: ["AiScientistQuiet", "production: apps/base/monitoring/rules/availability.yaml (monitoring): staging gets it in the same step"],
  },
  {
    name: "a promotion",
    edits: { "apps/production/ai-scientist/release.yaml": [["ghcr.io/restic/restic:0.18.1", "ghcr.io/restic/restic:0.18.2"]] },
    errors: [],
    says: ["| ghcr.io/restic/restic | 0.18.1 | 0.18.2 |"],
    silent: ["without a promotion"],
  },
];

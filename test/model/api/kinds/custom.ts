import type { Suite } from "../suite.ts";

export const scaledObject: Suite = {
  object: {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: { name: "web" },
    spec: {
      scaleTargetRef: { name: "web" },
      minReplicaCount: 1,
      maxReplicaCount: 5,
      fallback: { failureThreshold: 3, replicas: 2 },
      triggers: [
        { type: "prometheus", name: "queue", metadata: { serverAddress: "http://prometheus:9090", query: "x", threshold: "5" } },
        { type: "cpu", metricType: "Utilization", metadata: { value: "80" } },
      ],
    },
  },
  accepts: {
    "idle below the least": { "/spec/idleReplicaCount": 0 },
    "the default of a hundred": { "/spec/maxReplicaCount": undefined, "/spec/minReplicaCount": 100 },
  },
  rejects: [
    ["custom-resource", { "/spec/triggers": [] }, "spec.triggers: Invalid value: 0: spec.triggers in body should have at least 1 items"],
    [
      "custom-resource",
      { "/spec/pollingInterval": 0 },
      "spec.pollingInterval: Invalid value: 0: spec.pollingInterval in body should be greater than or equal to 1",
    ],
    ["custom-resource", { "/spec/minReplicaCount": 6 }, 'spec: Invalid value: "object": minReplicaCount must be less than or equal to maxReplicaCount'],
    ["scaled-object-webhook", { "/spec/triggers/1/name": "queue" }, 'spec.triggers[1].name: triggerName "queue" is defined multiple times'],
    ["scaled-object-webhook", { "/spec/idleReplicaCount": 1 }, "spec.idleReplicaCount: IdleReplicaCount=1 must be less than MinReplicaCount=1"],
    ["scaled-object-webhook", { "/spec/triggers/0/type": "memory" }, "spec.fallback: at least one trigger (that is not cpu or memory)"],
  ],
};

export const prometheusRule: Suite = {
  object: {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: { name: "web" },
    spec: {
      groups: [
        {
          name: "web",
          interval: "30s",
          rules: [
            { record: "job:up:sum", expr: "sum by (job) (up)" },
            { alert: "Down", expr: "up == 0", for: "5m", keep_firing_for: "1h30m", labels: { severity: "critical" }, annotations: { summary: "down" } },
          ],
        },
      ],
    },
  },
  accepts: { "a number for an expression": { "/spec/groups/0/rules/0/expr": 1 } },
  rejects: [
    ["custom-resource", { "/spec/groups/-": { name: "web", rules: [] } }, 'spec.groups[1]: Duplicate value: {"name":"web"}'],
    [
      "custom-resource",
      { "/spec/groups/0/rules/1/for": "5 minutes" },
      'spec.groups[0].rules[1].for: Invalid value: "5 minutes": spec.groups[0].rules[1].for in body should match \'^(0|',
    ],
    ["prometheus-rule-webhook", { "/spec/groups/0/rules/1/alert": undefined }, "spec.groups[0].rules[1]: one of 'record' or 'alert' must be set"],
    ["prometheus-rule-webhook", { "/spec/groups/0/rules/0/for": "5m" }, "spec.groups[0].rules[0].for: invalid field 'for' in recording rule"],
    ["prometheus-rule-webhook", { "/spec/groups/0/rules/0/record": "job-up" }, "spec.groups[0].rules[0].record: invalid recording rule name: job-up"],
  ],
};

export const certificate: Suite = {
  object: {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name: "web" },
    spec: {
      secretName: "web-tls",
      dnsNames: ["web.example.com"],
      duration: "2160h",
      renewBefore: "360h",
      issuerRef: { name: "letsencrypt", kind: "ClusterIssuer" },
    },
  },
  accepts: { "a key of another algorithm": { "/spec/privateKey": { algorithm: "ECDSA", size: 256 } } },
  rejects: [
    ["certificate-webhook", { "/spec/dnsNames": [] }, 'spec: Invalid value: "": at least one of commonName'],
    [
      "certificate-webhook",
      { "/spec/duration": "30m", "/spec/renewBefore": "10m" },
      'spec.duration: Invalid value: "30m": certificate duration must be greater than 1h0m0s',
    ],
    [
      "certificate-webhook",
      { "/spec/renewBefore": "2160h" },
      'spec.renewBefore: Invalid value: "2160h": certificate duration must be greater than renewBefore',
    ],
    ["certificate-webhook", { "/spec/duration": "90d" }, 'spec.duration: Invalid value: "90d": time: invalid duration "90d"'],
    ["certificate-webhook", { "/spec/privateKey": { algorithm: "ECDSA", size: 2048 } }, "spec.privateKey.size: Invalid value: 2048: not a key size of ECDSA"],
  ],
};

export const externalSecret: Suite = {
  object: {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name: "keys" },
    spec: { refreshInterval: "1h", secretStoreRef: { name: "vault", kind: "ClusterSecretStore" }, data: [{ secretKey: "A", remoteRef: { key: "a" } }] },
  },
  accepts: {
    "a generator": {
      "/spec/data": undefined,
      "/spec/dataFrom": [{ sourceRef: { generatorRef: { apiVersion: "generators.external-secrets.io/v1alpha1", kind: "Password", name: "p" } } }],
    },
  },
  rejects: [
    [
      "custom-resource",
      { "/spec/data/0/secretKey": "a key" },
      "spec.data[0].secretKey: Invalid value: \"a key\": spec.data[0].secretKey in body should match '^[-._a-zA-Z0-9]+$'",
    ],
    ["external-secret-webhook", { "/spec/data": [] }, "spec: either data or dataFrom should be specified"],
    ["external-secret-webhook", { "/spec/refreshInterval": "1d" }, 'spec.refreshInterval: Invalid value: "1d": time: invalid duration "1d"'],
    [
      "external-secret-webhook",
      { "/spec/target": { creationPolicy: "Merge", deletionPolicy: "Delete" } },
      "spec.target.deletionPolicy: deletionPolicy=Delete must not be used",
    ],
  ],
};

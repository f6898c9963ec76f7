import type { Schema } from "../../crd/schema.ts";

/** Shorthands for schemas that only say something about a few fields. */
const object = (properties: Record<string, Schema>, rest: Schema = {}): Schema => ({ properties, ...rest });
const listOf = (items: Schema, rest: Schema = {}): Schema => ({ items, ...rest });
const keyedBy = (...keys: string[]): Schema => ({ "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": keys });
const asSet: Schema = { "x-kubernetes-list-type": "set" };
const atLeast = (minimum: number): Schema => ({ minimum });
const filled: Schema = { minLength: 1 };
const exactlyOne: Schema = { minProperties: 1, maxProperties: 1 };

/** Prometheus' durations: "30s", "1h30m", "0". */
const promDuration: Schema = {
  pattern: "^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$",
};
const dnsName: Schema = { minLength: 1, maxLength: 253, pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$" };
const secretKey: Schema = { minLength: 1, maxLength: 253, pattern: "^[-._a-zA-Z0-9]+$" };
const generatedSource = object({ generatorRef: object({ name: dnsName }), storeRef: object({ name: dnsName }) }, exactlyOne);
const scrapeLimits = Object.fromEntries(
  ["sampleLimit", "targetLimit", "labelLimit", "labelNameLengthLimit", "labelValueLengthLimit"].map((key) => [key, atLeast(0)]),
);
const endpoint = object({ interval: promDuration, scrapeTimeout: promDuration, portNumber: { minimum: 1, maximum: 65535 } });
const secretStore = object({
  spec: object({
    provider: exactlyOne,
    conditions: listOf(object({ namespaces: listOf({ minLength: 1, maxLength: 63, pattern: "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$" }) })),
  }),
});

/**
 * What the CustomResourceDefinitions of well-known operators say beyond the typed models: keys of lists, bounds, patterns
 * and CEL. "<group>/<kind>" → the part of the schema. Where a definition is at hand, crd/index.ts judges by the whole of it.
 * Sources: the CRDs of KEDA 2.20, prometheus-operator 0.93, External Secrets 2.9, Argo CD 3.5, Vertical Pod Autoscaler 1.7.
 */
export const FRAGMENTS: Record<string, Schema> = {
  "argoproj.io/AppProject": object({ spec: object({ description: { type: "string", maxLength: 255 } }) }),
  "autoscaling.k8s.io/VerticalPodAutoscaler": object({
    spec: object({
      updatePolicy: object({ evictAfterOOMSeconds: atLeast(1) }),
      resourcePolicy: object({
        containerPolicies: listOf(object({ memoryAggregationIntervalCount: atLeast(1), memoryAggregationIntervalSeconds: atLeast(1) })),
      }),
    }),
  }),
  "external-secrets.io/ClusterSecretStore": secretStore,
  "external-secrets.io/SecretStore": secretStore,
  "external-secrets.io/ExternalSecret": object({
    spec: object({
      secretStoreRef: object({ name: dnsName }),
      target: object({ name: dnsName }),
      data: listOf(object({ secretKey, sourceRef: generatedSource })),
    }),
  }),
  "generators.external-secrets.io/Password": object({ spec: object({ secretKeys: { minItems: 1 } }) }),
  "keda.sh/ScaledObject": object({
    spec: object(
      {
        scaleTargetRef: object({ name: filled }),
        pollingInterval: atLeast(1),
        cooldownPeriod: atLeast(0),
        initialCooldownPeriod: atLeast(0),
        idleReplicaCount: atLeast(0),
        minReplicaCount: atLeast(0),
        maxReplicaCount: atLeast(1),
        fallback: object({ failureThreshold: atLeast(0), replicas: atLeast(0) }),
        triggers: listOf(object({ type: filled }), { minItems: 1 }),
      },
      {
        "x-kubernetes-validations": [
          {
            rule: "!has(self.minReplicaCount) || self.minReplicaCount <= (has(self.maxReplicaCount) ? self.maxReplicaCount : 100)",
            message: "minReplicaCount must be less than or equal to maxReplicaCount",
          },
        ],
      },
    ),
  }),
  "monitoring.coreos.com/AlertmanagerConfig": object({ spec: object({ receivers: keyedBy("name"), route: object({ groupBy: asSet }) }) }),
  "monitoring.coreos.com/PodMonitor": object({ spec: object({ ...scrapeLimits, scrapeProtocols: asSet, podMetricsEndpoints: listOf(endpoint) }) }),
  "monitoring.coreos.com/PrometheusRule": object({
    spec: object({
      groups: listOf(
        object({
          name: filled,
          interval: promDuration,
          query_offset: promDuration,
          partial_response_strategy: { pattern: "^(?i)(abort|warn)?$" },
          rules: listOf(object({ for: promDuration, keep_firing_for: { ...promDuration, minLength: 1 } })),
        }),
        keyedBy("name"),
      ),
    }),
  }),
  "monitoring.coreos.com/ServiceMonitor": object({ spec: object({ ...scrapeLimits, scrapeProtocols: asSet, endpoints: listOf(endpoint) }) }),
};

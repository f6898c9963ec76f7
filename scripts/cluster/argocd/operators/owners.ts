import { condition, has, type LiveObject, ownedBy, type StandIn } from "./stand-in.ts";

interface SecretTemplate {
  type?: string;
  metadata?: { labels?: Record<string, string> };
  data?: Record<string, string>;
}

/** Controllers that make objects of their own; what is secret in them is the words "stand-in-<key>". */
export const OWNERS: StandIn[] = [
  {
    stands: "External Secrets: finds the store valid",
    list: "/apis/external-secrets.io/v1/clustersecretstores",
    settled: (object) => has(object, "Ready"),
    act(object, cluster) {
      return cluster.setStatus(this, object, { capabilities: "ReadOnly", conditions: [condition("Ready", "True", "Valid")] });
    },
  },
  {
    stands: "External Secrets: writes Secrets whose values are the words stand-in-<key>",
    list: "/apis/external-secrets.io/v1/externalsecrets",
    settled: (object) => has(object, "Ready") && object.status?.["syncedResourceVersion"] === version(object),
    async act(object, cluster) {
      const {
        target = {},
        data = [],
        dataFrom = [],
      } = object.spec as {
        target?: { name?: string; immutable?: boolean; template?: SecretTemplate };
        data?: { secretKey: string }[];
        dataFrom?: unknown[];
      };
      const keys = target.template?.data ? Object.keys(target.template.data) : [...data.map(({ secretKey }) => secretKey), ...dataFrom.map(() => "password")];
      const name = target.name ?? object.metadata.name;
      await cluster.apply({
        apiVersion: "v1",
        kind: "Secret",
        metadata: { ...place(object, name), labels: target.template?.metadata?.labels ?? {}, ownerReferences: ownedBy(object) },
        type: target.template?.type ?? "Opaque",
        ...(target.immutable === undefined ? {} : { immutable: target.immutable }),
        data: Object.fromEntries(keys.map((key) => [key, Buffer.from(`stand-in-${key}`).toString("base64")])),
      });
      const conditions = [condition("Ready", "True", "SecretSynced")];
      await cluster.setStatus(this, object, { syncedResourceVersion: version(object), binding: { name }, conditions });
    },
  },
  {
    stands: "cert-manager: finds issuers ready, and asks no certificate authority",
    list: "/apis/cert-manager.io/v1/clusterissuers",
    settled: (object) => has(object, "Ready"),
    act(object, cluster) {
      return cluster.setStatus(this, object, { conditions: [condition("Ready")] });
    },
  },
  {
    stands: "cert-manager: writes empty certificates",
    list: "/apis/cert-manager.io/v1/certificates",
    settled: (object) => has(object, "Ready"),
    async act(object, cluster) {
      const data = { "tls.crt": "", "tls.key": "" };
      const metadata = place(object, String(object.spec["secretName"]));
      await cluster.apply({ apiVersion: "v1", kind: "Secret", metadata, type: "kubernetes.io/tls", data });
      await cluster.setStatus(this, object, { conditions: [condition("Ready", "True", "Ready", Number(object.metadata["generation"]))] });
    },
  },
  {
    stands: "KEDA: makes an autoscaler on memory alone, whatever the triggers",
    list: "/apis/keda.sh/v1alpha1/scaledobjects",
    settled: (object) => object.metadata["deletionTimestamp"] === undefined && has(object, "Ready"),
    async act(object, cluster) {
      if (object.metadata["deletionTimestamp"]) return cluster.patch(this, object, { metadata: { finalizers: null } });
      const { scaleTargetRef, minReplicaCount, maxReplicaCount, advanced } = object.spec as {
        scaleTargetRef: { name: string; kind?: string; apiVersion?: string };
        minReplicaCount?: number;
        maxReplicaCount?: number;
        advanced?: { horizontalPodAutoscalerConfig?: { name?: string } };
      };
      await cluster.patch(this, object, { metadata: { finalizers: ["finalizer.keda.sh"], labels: { "scaledobject.keda.sh/name": object.metadata.name } } });
      await cluster.apply({
        apiVersion: "autoscaling/v2",
        kind: "HorizontalPodAutoscaler",
        metadata: {
          ...place(object, advanced?.horizontalPodAutoscalerConfig?.name ?? `keda-hpa-${object.metadata.name}`),
          ownerReferences: ownedBy(object),
        },
        spec: {
          scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", ...scaleTargetRef },
          minReplicas: minReplicaCount || 1,
          maxReplicas: maxReplicaCount ?? 100,
          metrics: [{ type: "Resource", resource: { name: "memory", target: { type: "Utilization", averageUtilization: 80 } } }],
        },
      });
      const states = [condition("Ready", "True", "ScaledObjectReady"), condition("Active"), condition("Fallback", "False"), condition("Paused", "False")];
      await cluster.setStatus(this, object, { conditions: states });
    },
  },
];

function place({ metadata }: LiveObject, name: string): { name: string; namespace: string } {
  return { name, namespace: metadata.namespace ?? "default" };
}

/** Changes with the ExternalSecret's spec, as the operator's own does. */
function version({ metadata }: LiveObject): string {
  return `${metadata["generation"]}-stand-in`;
}

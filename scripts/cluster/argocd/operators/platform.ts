import { condition, has, type LiveObject, type StandIn } from "./stand-in.ts";

const ADDRESS = { loadBalancer: { ingress: [{ hostname: "load-balancer.invalid" }] } };
const addressed = ({ status }: LiveObject) => Array.isArray((status as typeof ADDRESS | undefined)?.loadBalancer?.ingress);

/** What a cloud, and the operators that only report a state, would do. */
export const PLATFORM: StandIn[] = [
  {
    stands: "the storage provisioner: binds every claim to a volume of its size",
    list: "/api/v1/persistentvolumeclaims",
    settled: ({ status, metadata }) => status?.["phase"] !== "Pending" || metadata["deletionTimestamp"] !== undefined,
    async act({ metadata, spec }, cluster) {
      const { uid, namespace, name } = metadata;
      const { resources, accessModes, volumeMode, storageClassName } = spec as { resources: { requests: { storage: string } } } & Record<string, unknown>;
      await cluster.apply({
        apiVersion: "v1",
        kind: "PersistentVolume",
        metadata: { name: `stand-in-${uid}` },
        spec: {
          capacity: { storage: resources.requests.storage },
          accessModes,
          volumeMode,
          storageClassName,
          persistentVolumeReclaimPolicy: "Delete",
          claimRef: { apiVersion: "v1", kind: "PersistentVolumeClaim", namespace, name, uid },
          hostPath: { path: `/nowhere/${uid}` },
        },
      });
    },
  },
  {
    stands: "the load balancer: gives Services an address",
    list: "/api/v1/services",
    settled: (object) => object.spec["type"] !== "LoadBalancer" || addressed(object),
    act(object, cluster) {
      return cluster.setStatus(this, object, ADDRESS);
    },
  },
  {
    stands: "the ingress controller: gives Ingresses an address",
    list: "/apis/networking.k8s.io/v1/ingresses",
    settled: addressed,
    act(object, cluster) {
      return cluster.setStatus(this, object, ADDRESS);
    },
  },
  {
    stands: "the NGINX ingress controller: finds Policies valid",
    list: "/apis/k8s.nginx.org/v1/policies",
    settled: ({ status }) => status?.["state"] === "Valid",
    act(object, cluster) {
      return cluster.setStatus(this, object, { state: "Valid", reason: "AddedOrUpdated", message: "written by a stand-in" });
    },
  },
  {
    stands: "the GPU operator: finds the ClusterPolicy ready",
    list: "/apis/nvidia.com/v1/clusterpolicies",
    settled: ({ status }) => status?.["state"] === "ready",
    act(object, cluster) {
      return cluster.setStatus(this, object, { state: "ready", conditions: [condition("Ready", "True", "Reconciled")] });
    },
  },
  {
    stands: "the vertical autoscaler's recommender: recommends nothing",
    list: "/apis/autoscaling.k8s.io/v1/verticalpodautoscalers",
    settled: (object) => has(object, "RecommendationProvided"),
    act(object, cluster) {
      return cluster.setStatus(this, object, { conditions: [condition("RecommendationProvided")], recommendation: { containerRecommendations: [] } });
    },
  },
  ...["prometheuses", "alertmanagers"].map(
    (plural): StandIn => ({
      stands: `the Prometheus operator: finds ${plural} available, and makes no pods`,
      list: `/apis/monitoring.coreos.com/v1/${plural}`,
      settled: (object) => has(object, "Available"),
      act(object, cluster) {
        const replicas = Number(object.spec["replicas"] ?? 1);
        const generation = Number(object.metadata["generation"]);
        const conditions = [condition("Available", "True", "Ready", generation), condition("Reconciled", "True", "Ready", generation)];
        return cluster.setStatus(this, object, {
          paused: false,
          replicas,
          updatedReplicas: replicas,
          availableReplicas: replicas,
          unavailableReplicas: 0,
          conditions,
        });
      },
    }),
  ),
];

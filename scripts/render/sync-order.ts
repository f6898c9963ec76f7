import type { Manifest } from "../kubernetes/manifest.ts";
import type { RenderedObject } from "./index.ts";

/** The order of kinds within a wave; kinds not named come last. https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/ and kindOrder of gitops-engine */
const KIND_ORDER = [
  ...["Namespace", "NetworkPolicy", "ResourceQuota", "LimitRange", "PodDisruptionBudget", "ServiceAccount", "Secret", "ConfigMap"],
  ...["StorageClass", "PersistentVolume", "PersistentVolumeClaim", "CustomResourceDefinition", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
  ...["Service", "DaemonSet", "Pod", "ReplicationController", "ReplicaSet", "Deployment", "HorizontalPodAutoscaler", "StatefulSet", "Job", "CronJob"],
  ...["IngressClass", "Ingress", "APIService"],
];

/** The objects of one environment in the order Argo CD applies them: by the wave of their Application, their own wave, kind and name. */
export function inSyncOrder(objects: readonly RenderedObject[]): RenderedObject[] {
  const key = ({ manifest, tree }: RenderedObject) => [applicationWave(tree), wave(manifest), kindRank(manifest.kind)];
  return objects
    .map((object) => ({ object, key: key(object) }))
    .sort((a, b) => difference(a.key, b.key) || (a.object.manifest.metadata.name < b.object.manifest.metadata.name ? -1 : 1))
    .map(({ object }) => object);
}

/** What no Application deploys (the Applications themselves) is there before anything else. */
function applicationWave({ application }: RenderedObject["tree"]): number {
  if (!application) return Number.NEGATIVE_INFINITY;
  return wave(application.manifest);
}

function wave({ metadata }: Manifest): number {
  return Number(metadata.annotations?.["argocd.argoproj.io/sync-wave"] ?? 0);
}

function kindRank(kind: string): number {
  const rank = KIND_ORDER.indexOf(kind);
  return rank === -1 ? KIND_ORDER.length : rank;
}

function difference(a: number[], b: number[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? 0;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}

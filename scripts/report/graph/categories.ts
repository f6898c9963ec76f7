import type { Manifest } from "../../kubernetes/manifest.ts";

/** What objects are for: each has a colour in the report. The first pattern that an object's "<group>/<Kind>" matches decides. */
export const CATEGORIES = {
  workload: { title: "Runs pods", pattern: /^(apps|batch)\/|^\/(Pod|ReplicationController)$/ },
  network: { title: "Network", pattern: /^(networking\.k8s\.io|gateway\.networking\.k8s\.io|k8s\.nginx\.org)\/|^\/(Service|Endpoints)$/ },
  configuration: { title: "Configuration and secrets", pattern: /^\/(ConfigMap|Secret)$|^(.*\.)?(external-secrets|cert-manager)\.io\// },
  storage: { title: "Storage", pattern: /^\/PersistentVolume|^(snapshot\.)?storage\.k8s\.io\// },
  access: { title: "Access", pattern: /^rbac\.authorization\.k8s\.io\/|^\/ServiceAccount$/ },
  limits: { title: "Scale and limits", pattern: /^(autoscaling|autoscaling\.k8s\.io|keda\.sh|policy|scheduling\.k8s\.io)\/|^\/(ResourceQuota|LimitRange)$/ },
  observability: { title: "Monitoring", pattern: /^monitoring\.coreos\.com\// },
  delivery: { title: "Delivery", pattern: /^argoproj\.io\// },
  platform: { title: "Platform and other", pattern: /^/ },
} as const;

/** One of {@link CATEGORIES}. */
export type Category = keyof typeof CATEGORIES;

/** What an object is for. */
export function categoryOf({ apiVersion, kind }: Pick<Manifest, "apiVersion" | "kind">): Category {
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  const [name] = Object.entries(CATEGORIES).find(([, { pattern }]) => pattern.test(`${group}/${kind}`)) as [Category, unknown];
  return name;
}

import type { Reference } from "../live.ts";

/** The namespace of the workload and its cache. */
export const NAMESPACE = "ai-scientist";
export const SETTINGS = (environment: string) => `apps/${environment}/ai-scientist/application.env`;
export const SIZING = (environment: string) => `apps/${environment}/ai-scientist/sizing.yaml`;

/** An object of the workload's namespace. */
export function object(apiVersion: string, kind: string, name: string, namespace: string | undefined = NAMESPACE): Reference {
  return { apiVersion, kind, metadata: { name, ...(namespace ? { namespace } : {}) } };
}

export const DEPLOYMENT = object("apps/v1", "Deployment", "ai-scientist");
export const SCALED_OBJECT = object("keda.sh/v1alpha1", "ScaledObject", "ai-scientist");

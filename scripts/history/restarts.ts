import type { ObjectRef } from "../finding.ts";
import { refOf } from "../kubernetes/object-id.ts";
import type { RenderedObject } from "../render/index.ts";

/** The kinds whose controller replaces pods when the template changes. A CronJob's next Job takes the new one by itself. */
const CONTROLLERS = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Rollout"];

/**
 * What restarts because a generated ConfigMap or Secret has another name now: the workloads whose pods mention the new name.
 * @param name with its hash
 * @param objects those of the same tree: no other build knows the name
 */
export function restartedBy(name: string, objects: readonly RenderedObject[]): ObjectRef[] {
  return objects
    .filter(({ manifest }) => CONTROLLERS.includes(manifest.kind) && mentions(templateOf(manifest["spec"]), name))
    .map(({ manifest }) => refOf(manifest));
}

function templateOf(spec: unknown): unknown {
  return (spec as { template?: unknown } | undefined)?.template;
}

function mentions(value: unknown, name: string): boolean {
  if (typeof value === "string") return value === name;
  return typeof value === "object" && value !== null && Object.values(value).some((child) => mentions(child, name));
}

import type { ObjectRef } from "../finding.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import { refOf } from "../kubernetes/object-id.ts";
import type { RenderedObject } from "../render/index.ts";
import { plural } from "../report/wording.ts";
import { applicationOf, type Pair } from "./pairing.ts";

/** A workload whose controller replaces its pods, because their template changed: in a field of its own, or in the name of what a generator makes. */
export interface Rollout {
  readonly environment: string;
  readonly application?: string;
  readonly object: ObjectRef;
  /** "2 to 10 pods, 1 at a time; at worst 20 min until the last has stopped". */
  readonly how: string;
}

interface Spec {
  readonly replicas?: number;
  readonly paused?: boolean;
  readonly template?: { readonly spec?: { readonly terminationGracePeriodSeconds?: number } };
  readonly strategy?: Strategy;
  readonly updateStrategy?: Strategy;
  readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string };
  readonly [field: string]: unknown;
}
interface Strategy {
  readonly type?: string;
  readonly rollingUpdate?: { readonly maxUnavailable?: number | string; readonly maxSurge?: number | string };
}

const WORKLOADS = ["apps/Deployment", "apps/StatefulSet", "apps/DaemonSet", "argoproj.io/Rollout"];

/** What of a step restarts pods. https://kubernetes.io/docs/concepts/workloads/controllers/ */
export function rolloutsOf(pairs: readonly Pair[], objects: readonly RenderedObject[]): Rollout[] {
  return pairs.flatMap((pair) => {
    const [was, is] = [pair.before?.real.manifest, pair.after?.real.manifest];
    if (!was || !is || !WORKLOADS.includes(pair.type)) return [];
    const [old, now] = [specOf(was), specOf(is)];
    if (JSON.stringify(old.template) === JSON.stringify(now.template) || now.paused === true) return [];
    const application = applicationOf(pair.after);
    const scale = pair.type === "apps/DaemonSet" ? undefined : scaleOf(is, objects);
    return [{ environment: pair.environment, ...(application === null ? {} : { application }), object: refOf(is), how: describe(pair.type, now, scale) }];
  });
}

/** How many pods there are at least and at most: an autoscaler of the same environment has the last word. */
function scaleOf(workload: Manifest, objects: readonly RenderedObject[]): readonly [number, number] {
  const targets = ({ manifest }: RenderedObject) => {
    const target = specOf(manifest).scaleTargetRef;
    return (
      target?.name === workload.metadata.name && (target.kind ?? "Deployment") === workload.kind && manifest.metadata.namespace === workload.metadata.namespace
    );
  };
  const scaler = objects.find(targets)?.manifest;
  if (!scaler) return [specOf(workload).replicas ?? 1, specOf(workload).replicas ?? 1];
  const { minReplicas, maxReplicas, minReplicaCount, maxReplicaCount } = scaler["spec"] as Record<string, number | undefined>;
  // https://keda.sh/docs/latest/reference/scaledobject-spec/: from 0 to 100 where nothing is said.
  return scaler.kind === "ScaledObject" ? [minReplicaCount ?? 0, maxReplicaCount ?? 100] : [minReplicas ?? 1, maxReplicas ?? 1];
}

function describe(type: string, spec: Spec, scale: readonly [number, number] | undefined): string {
  const strategy = spec.updateStrategy ?? spec.strategy ?? {};
  const grace = spec.template?.spec?.terminationGracePeriodSeconds ?? 30;
  if (strategy.type === "OnDelete") return "nothing restarts until somebody deletes the pods (OnDelete)";
  const pods = scale === undefined ? "a pod on each node" : scale[0] === scale[1] ? plural(scale[0], "pod") : `${scale[0]} to ${scale[1]} pods`;
  if (strategy.type === "Recreate") return `${pods}, all at once, and none runs until the new ones start (Recreate); ${finish(grace)}`;
  if (scale === undefined) return `${pods}, ${atATime(strategy, type, 1)} at a time; ${finish(grace)}`;
  const most = scale[1];
  const step = Math.max(1, atATime(strategy, type, most));
  const all = step >= most && most > 1 ? "all at once" : `${step} at a time`;
  const whole = most > step ? `; at worst ${duration(Math.ceil(most / step) * grace)} until the last has stopped` : "";
  return `${pods}, ${all}; ${finish(grace)}${whole}`;
}

/** What it means for the work in a pod: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination */
function finish(grace: number): string {
  return `each has ${duration(grace)} to end what it works on`;
}

/** How many pods stop together: what may be unavailable, and what comes up beside it. 25 percent each for a Deployment, one pod for the others. */
function atATime({ rollingUpdate = {} }: Strategy, type: string, replicas: number): number {
  const part = (value: number | string, round: (number: number) => number) =>
    typeof value === "number" ? value : round((Number.parseFloat(value) / 100) * replicas);
  if (type === "apps/StatefulSet" || type === "apps/DaemonSet") return part(rollingUpdate.maxUnavailable ?? 1, Math.ceil);
  return part(rollingUpdate.maxUnavailable ?? "25%", Math.floor) + part(rollingUpdate.maxSurge ?? "25%", Math.ceil);
}

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

function specOf(manifest: Manifest): Spec {
  return (manifest["spec"] ?? {}) as Spec;
}

import type { Config } from "../config.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import type { Comparison } from "./compare.ts";
import { applicationOf, type Pair } from "./pairing.ts";

/** What happens to one object, as the rules in policies/transition see it. */
export interface Step {
  readonly kind: "added" | "changed" | "pruned";
  /** "<group>/<Kind>", and "<Kind>" for the core group: what stays when only the version changes. */
  readonly type: string;
  readonly before?: Manifest;
  readonly after?: Manifest;
  /** Who deploys it; null where nobody does. */
  readonly applications: { readonly before: string | null; readonly after: string | null };
}

/** What those rules are given: one environment, before and after. */
export interface StepInput {
  readonly environment: string;
  readonly versions: Config["versions"];
  /** Before the step. */
  readonly before: readonly Manifest[];
  /** After the step; under this name the shared parts of the policies read them. */
  readonly objects: readonly Manifest[];
  readonly changes: readonly Step[];
}

/** The input of each environment in which anything changes. */
export function stepInputs({ before, after, pairs }: Comparison): StepInput[] {
  const [was, is] = [before, after].map(({ objects }) => Map.groupBy(objects, (object) => object.tree.environment));
  const { versions } = after.repository.config;
  return [...Map.groupBy(pairs, ({ environment }) => environment)].sort().flatMap(([environment, members]) => {
    const [old, now] = [was, is].map((side) => (side?.get(environment) ?? []).map(({ manifest }) => manifest));
    const changes = members.flatMap(stepOf);
    return changes.length === 0 ? [] : [{ environment, versions, before: old ?? [], objects: now ?? [], changes }];
  });
}

function stepOf({ type, before, after }: Pair): Step[] {
  const [old, now] = [before?.real.manifest, after?.real.manifest];
  const applications = { before: applicationOf(before), after: applicationOf(after) };
  const objects = { ...(old ? { before: old } : {}), ...(now ? { after: now } : {}) };
  if (!old || !now) return [{ kind: now ? "added" : "pruned", type, ...objects, applications }];
  const same = JSON.stringify(old) === JSON.stringify(now) && applications.before === applications.after;
  return same ? [] : [{ kind: "changed", type, ...objects, applications }];
}

import type { Config } from "../discover/config.ts";
import type { Manifest } from "../kubernetes/manifest.ts";
import type { RenderedObject } from "../render/index.ts";
import type { Comparison } from "./compare.ts";
import { withoutHashes } from "./generated-names.ts";

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
export function stepInputs({ before, after }: Comparison): StepInput[] {
  const [was, is] = [before.objects, after.objects].map((objects) => Map.groupBy(objects, (object) => object.tree.environment)) as [Groups, Groups];
  const { versions } = after.repository.config;
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((environment) => {
    const [old, now] = [was.get(environment) ?? [], is.get(environment) ?? []];
    const changes = stepsBetween(old, now);
    return changes.length === 0 ? [] : [{ environment, versions, before: old.map(manifestOf), objects: now.map(manifestOf), changes }];
  });
}

type Groups = Map<string, RenderedObject[]>;

function manifestOf({ manifest }: RenderedObject): Manifest {
  return manifest;
}

function stepsBetween(before: readonly RenderedObject[], after: readonly RenderedObject[]): Step[] {
  const [was, is] = [byIdentity(before), byIdentity(after)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((key): Step[] => {
    const old = was.get(key);
    const now = isLetGo(old, is.get(key)) ? undefined : is.get(key);
    const type = typeOf((now ?? old)?.manifest as Manifest);
    const applications = { before: applicationOf(old), after: applicationOf(now) };
    if (!old || !now)
      return [{ kind: now ? "added" : "pruned", type, ...(now ? { after: now.manifest } : {}), ...(old ? { before: old.manifest } : {}), applications }];
    const same = JSON.stringify(old.manifest) === JSON.stringify(now.manifest) && applications.before === applications.after;
    return same ? [] : [{ kind: "changed", type, before: old.manifest, after: now.manifest, applications }];
  });
}

/** Files that stay while the Application that deployed them goes, or looks elsewhere, are pruned all the same. */
function isLetGo(old: RenderedObject | undefined, now: RenderedObject | undefined): boolean {
  return applicationOf(old) !== null && now !== undefined && applicationOf(now) === null;
}

/** Objects by group, kind, namespace and name: to Argo CD another version of the API makes no other object. */
function byIdentity(objects: readonly RenderedObject[]): Map<string, RenderedObject> {
  const plain = withoutHashes(objects);
  return new Map(
    plain.map(({ manifest }, index) => [
      [typeOf(manifest), manifest.metadata.namespace ?? "", manifest.metadata.name].join("\n"),
      objects[index] as RenderedObject,
    ]),
  );
}

function typeOf({ apiVersion, kind }: Manifest): string {
  return apiVersion.includes("/") ? `${apiVersion.split("/")[0]}/${kind}` : kind;
}

function applicationOf(object: RenderedObject | undefined): string | null {
  return object?.tree.application?.name ?? null;
}

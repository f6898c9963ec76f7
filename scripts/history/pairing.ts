import type { Manifest } from "../kubernetes/manifest.ts";
import { groupOf } from "../kubernetes/scope.ts";
import { withoutHashes } from "../render/generated-names.ts";
import type { RenderedObject } from "../render/index.ts";

/** An object of one state: as it is, and as it is compared, with the hashes taken off generated names. */
export interface Half {
  readonly real: RenderedObject;
  readonly plain: Manifest;
}

/** One object of an environment in two states. What no Application deploys any more counts as gone, and what none deployed yet as new. */
export interface Pair {
  readonly environment: string;
  /** "<group>/<Kind>", and "<Kind>" for the core group. */
  readonly type: string;
  readonly before?: Half;
  readonly after?: Half;
}

/**
 * Pairs the objects of two states: by environment, group, kind, namespace and name, since to Argo CD another version of the API
 * makes no other object. Where several Applications render one object, each is paired with its own.
 */
export function pairObjects(before: readonly RenderedObject[], after: readonly RenderedObject[]): Pair[] {
  const [was, is] = [byIdentity(before), byIdentity(after)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((key) => pairsOf(was.get(key) ?? [], is.get(key) ?? []));
}

/** The Application that deploys an object; null where none does. */
export function applicationOf(half: Half | undefined): string | null {
  return half?.real.tree.application?.name ?? null;
}

function byIdentity(objects: readonly RenderedObject[]): Map<string, Half[]> {
  const plain = withoutHashes(objects);
  const halves = objects.map((real, index): Half => ({ real, plain: (plain[index] as RenderedObject).manifest }));
  return Map.groupBy(halves, ({ real, plain: { metadata, ...manifest } }) =>
    [real.tree.environment, typeOf(manifest), metadata.namespace ?? "", metadata.name].join("\n"),
  );
}

function pairsOf(before: readonly Half[], after: readonly Half[]): Pair[] {
  const rest = [...after];
  const take = (wanted: (half: Half) => boolean) => {
    const index = rest.findIndex(wanted);
    return index < 0 ? undefined : rest.splice(index, 1)[0];
  };
  const own = before.map((half) => [half, take((other) => applicationOf(other) === applicationOf(half))] as const);
  const matched = own.map(([half, other]) => [half, other ?? take(() => true)] as const);
  return [...matched.flatMap(([half, other]) => pair(half, other)), ...rest.flatMap((half) => pair(undefined, half))];
}

function pair(before: Half | undefined, after: Half | undefined): Pair[] {
  const shown = after ?? before;
  if (!shown) return [];
  const letGo = before !== undefined && applicationOf(before) !== null && applicationOf(after) === null;
  const takenOn = after !== undefined && applicationOf(after) !== null && applicationOf(before) === null;
  const common = { environment: shown.real.tree.environment, type: typeOf(shown.plain) };
  return [{ ...common, ...(before && !takenOn ? { before } : {}), ...(after && !letGo ? { after } : {}) }];
}

function typeOf({ apiVersion, kind }: Pick<Manifest, "apiVersion" | "kind">): string {
  const group = groupOf(apiVersion);
  return group === "" ? kind : `${group}/${kind}`;
}

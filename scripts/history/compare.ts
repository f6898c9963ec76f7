import type { Repository, Tree } from "../discover/repository.ts";
import type { ObjectRef } from "../finding.ts";
import { refOf } from "../kubernetes/object-id.ts";
import type { Project } from "../project.ts";
import type { Redactor } from "../redactor.ts";
import { diffFields, type FieldChange } from "../render/field-diff.ts";
import type { RenderedObject, RenderedTree } from "../render/index.ts";
import { redactorFor } from "../secrets.ts";
import { Noise } from "./noise.ts";
import { applicationOf, type Pair, pairObjects } from "./pairing.ts";
import { restartedBy } from "./restarts.ts";
import { type Rollout, rolloutsOf } from "./rollout.ts";
import { digestsOf, keyOf } from "./tree-digest.ts";

/** What Argo CD would do to one object. */
export interface ObjectChange {
  readonly kind: "added" | "changed" | "pruned";
  readonly environment: string;
  /** The Application that would do it; undefined for what no Application deploys. */
  readonly application?: string;
  readonly object: ObjectRef;
  readonly before?: RenderedObject;
  readonly after?: RenderedObject;
  /** The fields that differ, for a changed object. */
  readonly fields: readonly FieldChange[];
  /** The workloads that restart because this generated ConfigMap or Secret has another name now. */
  readonly restarts: readonly ObjectRef[];
}

/** One side of a comparison. */
export interface Side {
  readonly project: Project;
  readonly repository: Repository;
  /** Of the trees that differ between the sides, or of all when the comparison is whole; without those that one side could not render. */
  readonly objects: readonly RenderedObject[];
}

export interface Comparison {
  readonly before: Side;
  readonly after: Side;
  /** The same object on both sides, of the trees that differ. */
  readonly pairs: readonly Pair[];
  readonly changes: readonly ObjectChange[];
  /** Hides the secrets of both sides, alike. */
  readonly redactor: Redactor;
  /** How many fields differ that nobody wants to see. */
  readonly ignored: number;
  /** What of it replaces running pods. */
  readonly rollouts: readonly Rollout[];
  /** Folders that one of the sides could not render, so that nothing is known of their change. */
  readonly notCompared: readonly string[];
  /** How many trees were rendered for this, of how many. */
  readonly rendered: { readonly trees: number; readonly all: number };
}

/**
 * Renders two states as far as they differ, and says what each Application would apply.
 * @param whole render every tree, not only those whose files differ: for what must know a whole environment
 */
export async function compare(before: Project, after: Project, { whole }: { readonly whole: boolean }): Promise<Comparison> {
  const [was, is] = await Promise.all([before.repository(), after.repository()]);
  const [oldDigests, newDigests] = [digestsOf(was), digestsOf(is)];
  const differs = (tree: Tree) => oldDigests.get(keyOf(tree)) !== newDigests.get(keyOf(tree));
  const wanted = (tree: Tree) => whole || differs(tree);
  const [left, right] = await Promise.all([before.render(was.trees.filter(wanted)), after.render(is.trees.filter(wanted))]);
  const touched = new Set([...was.trees, ...is.trees].filter(differs).map(keyOf));
  // What is made of the same on both sides is the same, whether it renders here or not.
  const unknown = new Set(
    [...left, ...right]
      .filter(({ tree, troubles, unjudged, objects }) => touched.has(keyOf(tree)) && (troubles.length > 0 || (unjudged !== undefined && objects.length === 0)))
      .map(({ tree }) => keyOf(tree)),
  );
  const known = (trees: readonly RenderedTree[]) => trees.filter(({ tree }) => !unknown.has(keyOf(tree))).flatMap(({ objects }) => objects);
  const sides = [known(left), known(right)] as const;
  const leaving = applicationsLeaving(sides[0], sides[1], new Set(was.trees.map(keyOf)));
  const stays = ({ tree }: RenderedObject) => !leaving.has(`${tree.environment}\n${tree.application?.name}`);
  const isTouched = (object: RenderedObject) => touched.has(keyOf(object.tree)) || !stays(object);
  const [old, now] = [sides[0].filter(isTouched), sides[1].filter((object) => isTouched(object) && stays(object))];
  const pairs = pairObjects(old, now);
  const redactor = redactorFor((await after.parameters()).params, sides.flat());
  const keys = new Set([...was.trees, ...is.trees].map(keyOf));
  const noise = new Noise(is.config.diff.ignore, sides.flat());
  const byTree = Map.groupBy(now, ({ tree }) => keyOf(tree));
  const changes = pairs.flatMap((pair) => changeOf(pair, byTree, redactor, noise));
  return {
    before: { project: before, repository: was, objects: sides[0] },
    after: { project: after, repository: is, objects: sides[1] },
    pairs,
    changes,
    ignored: noise.hidden,
    redactor,
    rollouts: rolloutsOf(pairs, sides[1]),
    notCompared: [...new Set([...was.trees, ...is.trees].filter((tree) => unknown.has(keyOf(tree))).map(({ path }) => path))].sort(),
    rendered: { trees: whole ? keys.size : touched.size, all: keys.size },
  };
}

/**
 * The Applications that nothing creates any more, though their file may still be there: Argo CD prunes what they deploy.
 * @param known the trees before: one that is new and that no Application deploys is a file that nothing lists any more
 */
function applicationsLeaving(before: readonly RenderedObject[], after: readonly RenderedObject[], known: ReadonlySet<string>): Set<string> {
  const rendered = (objects: readonly RenderedObject[]) =>
    new Set(objects.filter(({ manifest }) => manifest.kind === "Application").map(({ manifest, tree }) => `${tree.environment}\n${manifest.metadata.name}`));
  const stays = rendered(after.filter(({ tree }) => tree.application !== undefined || known.has(keyOf(tree))));
  return new Set([...rendered(before)].filter((name) => !stays.has(name)));
}

function changeOf(
  { environment, before, after }: Pair,
  byTree: ReadonlyMap<string, readonly RenderedObject[]>,
  redactor: Redactor,
  noise: Noise,
): ObjectChange[] {
  const shown = after ?? before;
  if (!shown) return [];
  const application = applicationOf(shown);
  const common = {
    environment,
    ...(application === null ? {} : { application }),
    object: refOf(shown.plain),
    ...(before ? { before: before.real } : {}),
    ...(after ? { after: after.real } : {}),
  };
  if (!before || !after) return [{ kind: after ? "added" : "pruned", ...common, fields: [], restarts: [] }];
  const moved = applicationOf(before) === application ? [] : [{ field: "Application", path: "", before: applicationOf(before), after: application }];
  const fields = [...moved, ...noise.without(after.real, diffFields(redactor.manifest(before.plain), redactor.manifest(after.plain)))];
  const { name } = after.real.manifest.metadata;
  const restarts = name === before.real.manifest.metadata.name ? [] : restartedBy(name, byTree.get(keyOf(after.real.tree)) ?? []);
  return fields.length > 0 ? [{ kind: "changed", ...common, fields, restarts }] : [];
}

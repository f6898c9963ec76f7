import { digest } from "../cache.ts";
import type { Repository, Tree } from "../discover/repository.ts";
import type { ObjectRef } from "../finding.ts";
import { InputError } from "../input-error.ts";
import { refOf } from "../kubernetes/object-id.ts";
import type { Project } from "../project.ts";
import type { Redactor } from "../redactor.ts";
import { lockText } from "../render/charts/lock.ts";
import { diffFields, type FieldChange } from "../render/field-diff.ts";
import { readGuarded } from "../render/guard.ts";
import type { RenderedObject, RenderedTree } from "../render/index.ts";
import { redactorFor } from "../secrets.ts";
import { applicationOf, type Pair, pairObjects } from "./pairing.ts";
import { restartedBy } from "./restarts.ts";
import { type Rollout, rolloutsOf } from "./rollout.ts";

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
  const unknown = new Set(
    [...left, ...right]
      .filter(({ troubles, unjudged, objects }) => troubles.length > 0 || (unjudged !== undefined && objects.length === 0))
      .map(({ tree }) => keyOf(tree)),
  );
  const known = (trees: readonly RenderedTree[]) => trees.filter(({ tree }) => !unknown.has(keyOf(tree))).flatMap(({ objects }) => objects);
  const sides = [known(left), known(right)] as const;
  const touched = new Set([...was.trees, ...is.trees].filter(differs).map(keyOf));
  const leaving = applicationsLeaving(sides[0], sides[1]);
  const stays = ({ tree }: RenderedObject) => !leaving.has(`${tree.environment}\n${tree.application?.name}`);
  const isTouched = (object: RenderedObject) => touched.has(keyOf(object.tree)) || !stays(object);
  const [old, now] = [sides[0].filter(isTouched), sides[1].filter((object) => isTouched(object) && stays(object))];
  const pairs = pairObjects(old, now);
  const redactor = redactorFor((await after.parameters()).params, sides.flat());
  const keys = new Set([...was.trees, ...is.trees].map(keyOf));
  return {
    before: { project: before, repository: was, objects: sides[0] },
    after: { project: after, repository: is, objects: sides[1] },
    pairs,
    changes: pairs.flatMap((pair) => changeOf(pair, now, redactor)),
    redactor,
    rollouts: rolloutsOf(pairs, sides[1]),
    notCompared: [...new Set([...was.trees, ...is.trees].filter((tree) => unknown.has(keyOf(tree))).map(({ path }) => path))].sort(),
    rendered: { trees: whole ? keys.size : touched.size, all: keys.size },
  };
}

/** The Applications that nothing creates any more, though their file may still be there: Argo CD prunes what they deploy. */
function applicationsLeaving(before: readonly RenderedObject[], after: readonly RenderedObject[]): Set<string> {
  const rendered = (objects: readonly RenderedObject[]) =>
    new Set(objects.filter(({ manifest }) => manifest.kind === "Application").map(({ manifest, tree }) => `${tree.environment}\n${manifest.metadata.name}`));
  const stays = rendered(after);
  return new Set([...rendered(before)].filter((name) => !stays.has(name)));
}

/** A tree is the same one as long as the same Application deploys the same path. */
function keyOf(tree: Tree): string {
  return [tree.environment, tree.application?.name ?? "", tree.kind, tree.path].join("\n");
}

/** What each tree is made of: nothing is rendered where this is the same. The Application's namespace is part of what it applies. */
function digestsOf(repository: Repository): Map<string, string> {
  return new Map(repository.trees.map((tree) => [keyOf(tree), digestOf(repository.root, tree)]));
}

function digestOf(root: string, tree: Tree): string {
  const ofChart = tree.chart ? [JSON.stringify(tree.chart), lockText(root)] : [];
  const parts = [tree.application?.namespace ?? "", tree.trouble?.toString() ?? "", ...ofChart, ...tree.files];
  try {
    return digest([...parts, ...readGuarded(root, tree.files)]);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // It renders on neither side, or on one: either way it is looked at.
    return digest([...parts, root, error.toString()]);
  }
}

function changeOf({ environment, before, after }: Pair, siblings: readonly RenderedObject[], redactor: Redactor): ObjectChange[] {
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
  const fields = [...moved, ...diffFields(redactor.manifest(before.plain), redactor.manifest(after.plain))];
  const { name } = after.real.manifest.metadata;
  const same = siblings.filter(({ tree }) => keyOf(tree) === keyOf(after.real.tree));
  const restarts = name === before.real.manifest.metadata.name ? [] : restartedBy(name, same);
  return fields.length > 0 ? [{ kind: "changed", ...common, fields, restarts }] : [];
}

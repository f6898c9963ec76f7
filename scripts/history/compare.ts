import { digest } from "../cache.ts";
import { discover, type Permissions } from "../discover/index.ts";
import type { Repository, Tree } from "../discover/repository.ts";
import { UserError } from "../errors.ts";
import type { ObjectRef } from "../finding.ts";
import { idOf, refOf } from "../kubernetes/object-id.ts";
import { readGuarded } from "../render/guard.ts";
import { type RenderedObject, render } from "../render/index.ts";
import { findKustomize } from "../render/program.ts";
import { diffFields, type FieldChange } from "./field-diff.ts";
import { withoutHashes } from "./generated-names.ts";
import { restartedBy } from "./restarts.ts";
import { withoutSecretValues } from "./secrets.ts";
import type { Snapshot } from "./snapshot.ts";

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
  readonly snapshot: Snapshot;
  readonly repository: Repository;
  /** Of the trees that differ between the sides, or of all when the comparison is whole. */
  readonly objects: readonly RenderedObject[];
}

export interface Comparison {
  readonly before: Side;
  readonly after: Side;
  readonly changes: readonly ObjectChange[];
  /** How many trees were rendered for this, of how many. */
  readonly rendered: { readonly trees: number; readonly all: number };
}

export interface CompareOptions {
  readonly permissions: Permissions;
  readonly cache: boolean;
  /** Render every tree, not only those whose files differ: for what must know a whole environment. */
  readonly whole: boolean;
}

/** Renders two snapshots as far as they differ, and says what each Application would apply. */
export async function compare(before: Snapshot, after: Snapshot, options: CompareOptions): Promise<Comparison> {
  const [was, is] = await Promise.all([named(before, discoverOrNothing(before, options)), named(after, discover(after.root, options.permissions))]);
  const [oldDigests, newDigests] = [digestsOf(was), digestsOf(is)];
  const differs = (tree: Tree) => oldDigests.get(keyOf(tree)) !== newDigests.get(keyOf(tree));
  const wanted = (tree: Tree) => options.whole || differs(tree);
  const renderSide = async (snapshot: Snapshot, repository: Repository): Promise<Side> => {
    const trees = repository.trees.filter(wanted);
    const rendered = await render({ ...repository, trees }, { program: findKustomize, cache: options.cache && !options.permissions.remote });
    return { snapshot, repository, objects: rendered.flatMap((tree) => tree.objects) };
  };
  const [left, right] = await Promise.all([named(before, renderSide(before, was)), named(after, renderSide(after, is))]);
  const keys = new Set([...was.trees, ...is.trees].map(keyOf));
  const touched = new Set([...was.trees, ...is.trees].filter(differs).map(keyOf));
  const onlyTouched = (side: Side) => side.objects.filter((object) => touched.has(keyOf(object.tree)));
  return {
    before: left,
    after: right,
    changes: changesBetween(onlyTouched(left), onlyTouched(right)),
    rendered: { trees: options.whole ? keys.size : touched.size, all: keys.size },
  };
}

/** A base from before there was anything to deploy is an empty one, not a failure. */
async function discoverOrNothing(snapshot: Snapshot, { permissions }: CompareOptions): Promise<Repository> {
  return discover(snapshot.root, permissions, { allowEmpty: true });
}

/** Says of which revision an error speaks: the same file is in both. */
async function named<T>({ commit, name }: Snapshot, work: Promise<T>): Promise<T> {
  const explain = (cause: unknown): unknown => {
    if (cause instanceof AggregateError) return new AggregateError(cause.errors.map(explain));
    return cause instanceof UserError && commit !== undefined ? new UserError(`${cause.message} (as of ${name})`, { ...cause }) : cause;
  };
  return work.catch((cause: unknown) => {
    throw explain(cause);
  });
}

/** A tree is the same one as long as the same Application deploys the same path. */
function keyOf(tree: Tree): string {
  return [tree.environment, tree.application?.name ?? "", tree.kind, tree.path].join("\n");
}

/** What each tree is made of: nothing is rendered where this is the same. The Application's namespace is part of what it applies. */
function digestsOf(repository: Repository): Map<string, string> {
  return new Map(
    repository.trees.map((tree) => [keyOf(tree), digest([tree.application?.namespace ?? "", ...tree.files, ...readGuarded(repository.root, tree.files)])]),
  );
}

function changesBetween(before: readonly RenderedObject[], after: readonly RenderedObject[]): ObjectChange[] {
  const [was, is] = [index(before), index(after)];
  const keys = [...new Set([...was.keys(), ...is.keys()])].sort();
  return keys.flatMap((key): ObjectChange[] => {
    const [old, now] = [was.get(key), is.get(key)];
    const shown = now ?? old;
    if (!shown) return [];
    const { tree } = shown.plain;
    const common = {
      environment: tree.environment,
      ...(tree.application ? { application: tree.application.name } : {}),
      object: refOf(shown.plain.manifest),
      ...(old ? { before: old.real } : {}),
      ...(now ? { after: now.real } : {}),
    };
    if (!old) return [{ kind: "added", ...common, fields: [], restarts: [] }];
    if (!now) return [{ kind: "pruned", ...common, fields: [], restarts: [] }];
    const fields = withoutSecretValues(now.plain.manifest.kind, diffFields(old.plain.manifest, now.plain.manifest));
    const { name } = now.real.manifest.metadata;
    const restarts = name === old.real.manifest.metadata.name ? [] : restartedBy(name, siblings(after, now.real));
    return fields.length > 0 ? [{ kind: "changed", ...common, fields, restarts }] : [];
  });
}

function siblings(objects: readonly RenderedObject[], { tree }: RenderedObject): RenderedObject[] {
  return objects.filter((object) => keyOf(object.tree) === keyOf(tree));
}

/** Objects by who applies them and what they are, each as it is compared and as it is. */
function index(objects: readonly RenderedObject[]): Map<string, { plain: RenderedObject; real: RenderedObject }> {
  const plain = withoutHashes(objects);
  return new Map(
    plain.map((object, position) => {
      const key = [object.tree.environment, object.tree.application?.name ?? "", idOf(refOf(object.manifest))].join("\n");
      return [key, { plain: object, real: objects[position] as RenderedObject }];
    }),
  );
}

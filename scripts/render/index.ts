import { availableParallelism } from "node:os";
import pLimit from "p-limit";
import { digest, readCache, writeCache } from "../cache.ts";
import type { Repository, Tree } from "../discover/repository.ts";
import { UserError } from "../errors.ts";
import { readGuarded } from "./guard.ts";
import { type BuiltObject, buildKustomization, Workspace } from "./kustomize.ts";
import { objectsIn, readManifestTree } from "./manifests.ts";
import { inItsNamespace } from "./namespace.ts";
import type { KustomizeProgram } from "./program.ts";
import type { RenderedTree } from "./rendered-tree.ts";

export type { Origin, RenderedObject, RenderedTree } from "./rendered-tree.ts";

/** Raise when what is kept of a render changes its shape. */
const CACHE_FORMAT = "1";

export interface RenderOptions {
  /** Finds Kustomize; asked only when a tree needs it. */
  readonly program: () => Promise<KustomizeProgram>;
  /** Use what an earlier run kept, and keep what this one renders. */
  readonly cache: boolean;
  /** Given each tree as soon as it is there. */
  readonly onRendered?: (tree: RenderedTree) => void;
}

/**
 * Renders every tree, in parallel, each folder once.
 * @returns the trees in the repository's order
 * @throws AggregateError of UserErrors, one for each tree that does not render
 */
export async function render(repository: Repository, options: RenderOptions): Promise<RenderedTree[]> {
  const workspace = new Workspace();
  const limit = pLimit(availableParallelism());
  const built = new Map<string, Promise<BuiltObject[]>>();
  const renderOnce = (tree: Tree): Promise<BuiltObject[]> => {
    const key = `${tree.kind}:${tree.path}`;
    const once = built.get(key) ?? limit(() => renderTree(repository.root, tree, options, workspace));
    built.set(key, once);
    return once;
  };
  try {
    const results = await Promise.allSettled(
      repository.trees.map(async (tree) => {
        const objects = await renderOnce(tree);
        const rendered = { tree, objects: objects.map((object) => inItsNamespace({ ...object, tree })) };
        options.onRendered?.(rendered);
        return rendered;
      }),
    );
    const failures = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    const broken = failures.find((failure) => !(failure instanceof UserError));
    if (broken) throw broken;
    if (failures.length > 0) throw new AggregateError(failures);
    return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  } finally {
    workspace.remove();
  }
}

async function renderTree(root: string, tree: Tree, options: RenderOptions, workspace: Workspace): Promise<BuiltObject[]> {
  if (tree.kind === "manifests") return readManifestTree(root, tree);
  const texts = readGuarded(root, tree.files);
  const program = await options.program();
  if (!options.cache) return build(root, tree, program, workspace);
  const key = digest([CACHE_FORMAT, program.version, tree.path, ...tree.files, ...texts]);
  const kept = readCache("render", key);
  if (kept) return JSON.parse(kept) as BuiltObject[];
  const objects = await build(root, tree, program, workspace);
  writeCache(JSON.stringify(objects), "render", key);
  return objects;
}

async function build(root: string, tree: Tree, program: KustomizeProgram, workspace: Workspace): Promise<BuiltObject[]> {
  const objects = await buildKustomization(root, tree, program, workspace);
  return objects.flatMap((object) => objectsIn(object.manifest, { file: tree.path }).map((manifest) => ({ ...object, manifest })));
}

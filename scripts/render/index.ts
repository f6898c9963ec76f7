import { availableParallelism } from "node:os";
import pLimit from "p-limit";
import { digest, readCache, writeCache } from "../cache.ts";
import type { Tree } from "../discover/repository.ts";
import { InputError } from "../input-error.ts";
import type { Built, BuiltObject, Engine } from "./engine.ts";
import { readGuarded } from "./guard.ts";
import { objectsIn, readManifestTree } from "./manifests.ts";
import { inItsNamespace } from "./namespace.ts";
import { ownerOf, type RenderedTree } from "./rendered-tree.ts";

export type { Origin, RenderedObject, RenderedTree, Rendering } from "./rendered-tree.ts";

/** Raise when what is kept of a render changes its shape. */
const CACHE_FORMAT = "2";

export interface RenderOptions {
  /** Finds what builds kustomizations; asked only when a tree needs it. */
  readonly engine: () => Promise<Engine>;
  /** Use what an earlier run kept, and keep what this one renders. */
  readonly cache: boolean;
  /** What this process has built, by the digest of what it was built from; two states of a repository share it. */
  readonly builds: Map<string, Promise<Built>>;
}

/** Renders the trees of one state of a repository, each folder at most once. */
export class Renderer {
  readonly #root: string;
  readonly #options: RenderOptions;
  readonly #built = new Map<string, Promise<Built>>();
  readonly #limit = pLimit(availableParallelism());

  /** @param root absolute path of the repository */
  constructor(root: string, options: RenderOptions) {
    this.#root = root;
    this.#options = options;
  }

  /**
   * Renders trees, in parallel.
   * @param onRendered given each tree as soon as it is there
   * @returns the trees in the order given; one that does not render has no objects, and says why
   * @throws UserError when there is no Kustomize
   */
  async render(trees: readonly Tree[], onRendered: (tree: RenderedTree) => void = () => {}): Promise<RenderedTree[]> {
    const results = await Promise.allSettled(
      trees.map(async (tree) => {
        const rendered = await this.#rendered(tree);
        onRendered(rendered);
        return rendered;
      }),
    );
    const failure = results.find((result) => result.status === "rejected");
    if (failure) throw failure.reason;
    return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  }

  async #rendered(tree: Tree): Promise<RenderedTree> {
    const owner = ownerOf(tree);
    if (tree.trouble) return { tree, objects: [], troubles: [tree.trouble.finding(owner)] };
    const { objects, troubles } = await this.#buildOnce(tree);
    return {
      tree,
      objects: objects.map((object) => inItsNamespace({ ...object, tree })),
      troubles: troubles.map((trouble) => trouble.finding(owner)),
    };
  }

  #buildOnce(tree: Tree): Promise<Built> {
    // Two Applications may take different files of one folder of manifests.
    const key = [tree.kind, tree.path, ...(tree.kind === "manifests" ? tree.files : [])].join("\n");
    const once = this.#built.get(key) ?? this.#limit(() => this.#tryBuild(tree));
    this.#built.set(key, once);
    return once;
  }

  async #tryBuild(tree: Tree): Promise<Built> {
    try {
      return await this.#build(tree);
    } catch (error) {
      if (error instanceof InputError) return { objects: [], troubles: [error] };
      throw error;
    }
  }

  async #build(tree: Tree): Promise<Built> {
    if (tree.kind === "manifests") return readManifestTree(this.#root, tree);
    const texts = readGuarded(this.#root, tree.files);
    const engine = await this.#options.engine();
    const key = digest([CACHE_FORMAT, engine.version, tree.path, ...tree.files, ...texts]);
    const { builds } = this.#options;
    const known = builds.get(key) ?? this.#buildOrRecall(tree, texts, engine, key);
    builds.set(key, known);
    return known;
  }

  async #buildOrRecall(tree: Tree, texts: readonly string[], engine: Engine, key: string): Promise<Built> {
    const kept = this.#options.cache ? readCache("render", key) : undefined;
    if (kept) return { objects: JSON.parse(kept) as BuiltObject[], troubles: [] };
    const built = await engine.build(this.#root, tree, texts);
    const objects = built.flatMap((object) => objectsIn(object.manifest, { file: tree.path }).map((manifest) => ({ ...object, manifest })));
    if (this.#options.cache) writeCache(JSON.stringify(objects), "render", key);
    return { objects, troubles: [] };
  }
}

import { realpathSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, normalize, relative } from "node:path";
import pLimit from "p-limit";
import { digest, readCache, writeCache } from "../cache.ts";
import type { Repository, Tree } from "../discover/repository.ts";
import { InputError } from "../input-error.ts";
import { buildChart, type ChartSettings } from "./charts/build.ts";
import { isChart } from "./charts/values.ts";
import type { Built, BuiltObject, ChartRenderer, Engine } from "./engine.ts";
import { generatedApplications } from "./generated-applications.ts";
import { readGuarded } from "./guard.ts";
import { objectsIn, readManifestTree } from "./manifests.ts";
import { inItsNamespace } from "./namespace.ts";
import { ownerOf, type RenderedTree } from "./rendered-tree.ts";
import { inScratch, withSourceOptions } from "./source-kustomize.ts";
import { substituted } from "./substitution.ts";

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
  /** Finds what renders charts; asked only when a chart needs it. */
  readonly charts: () => Promise<ChartRenderer | undefined>;
  /** What charts are rendered with. */
  readonly chartSettings: () => Promise<ChartSettings>;
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

  /** The same for all of a repository, with the Applications that its ApplicationSets make. */
  async renderAll(repository: Repository, onRendered?: (tree: RenderedTree) => void): Promise<RenderedTree[]> {
    const generated = generatedApplications(repository);
    const rendered = await this.render(repository.trees, onRendered);
    if (onRendered) generated.forEach(onRendered);
    return [...rendered, ...generated];
  }

  async #rendered(tree: Tree): Promise<RenderedTree> {
    const owner = ownerOf(tree);
    if (tree.trouble) return { tree, objects: [], troubles: [tree.trouble.finding(owner)], remarks: [] };
    const { objects, troubles, remarks = [], unjudged } = await this.#buildOnce(tree);
    return {
      tree,
      objects: objects.map((object) => inItsNamespace(substituted({ ...object, tree }))),
      troubles: troubles.map((trouble) => trouble.finding(owner)),
      remarks,
      ...(unjudged === undefined ? {} : { unjudged }),
    };
  }

  #buildOnce(tree: Tree): Promise<Built> {
    const key = JSON.stringify([tree.kind, tree.path, ...sharedBy(tree)]);
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
    if (isChart(tree)) return buildChart(tree, this.#options.charts, await this.#options.chartSettings());
    const texts = withSourceOptions(this.#root, tree, readGuarded(this.#root, tree.files));
    const engine = await this.#options.engine();
    const key = digest([CACHE_FORMAT, engine.version, tree.path, ...tree.files, ...texts, ...placesOf(this.#root, tree.files)]);
    const { builds } = this.#options;
    const known = builds.get(key) ?? this.#buildOrRecall(tree, texts, engine, key);
    builds.set(key, known);
    return known;
  }

  async #buildOrRecall(tree: Tree, texts: readonly string[], engine: Engine, key: string): Promise<Built> {
    const kept = this.#options.cache ? readCache("render", key) : undefined;
    if (kept) return { objects: JSON.parse(kept) as BuiltObject[], troubles: [] };
    const build = (root: string) => engine.build(root, tree, texts);
    const built = await (tree.kustomize ? inScratch(tree, texts, build) : build(this.#root));
    const objects = built.flatMap((object) => objectsIn(object.manifest, { file: tree.path }).map((manifest) => ({ ...object, manifest })));
    if (this.#options.cache) writeCache(JSON.stringify(objects), "render", key);
    return { objects, troubles: [] };
  }
}

/** Where files really are: of a link the text alone says nothing, Kustomize refuses one that leads out of its folder. */
function placesOf(root: string, files: readonly string[]): string[] {
  const top = realpathSync(root);
  return files.flatMap((file) => {
    const place = relative(top, realpathSync(join(root, file)));
    return place === normalize(file) ? [] : [`${file} -> ${place}`];
  });
}

/** What else two trees of one path must have in common to render to the same: Applications take their own files of a folder of manifests, and give their own values to a chart. */
function sharedBy({ kind, environment, application, chart, kustomize, files }: Tree): unknown[] {
  if (kind === "manifests") return [...files];
  if (kind === "kustomization") return kustomize ? [application?.name, kustomize.options] : [];
  return kind === "chart" ? [environment, application?.name, chart] : [];
}

import { type Config, readConfig, sharedData } from "./config.ts";
import { discover } from "./discover/index.ts";
import type { OverlayGraph } from "./discover/overlay-graph.ts";
import { onlyEnvironment, type Repository, type Tree } from "./discover/repository.ts";
import { loadData, type Parameters } from "./policy/data.ts";
import { type PolicyInput, policyInput } from "./policy/input.ts";
import { type PolicyModule, withOwn } from "./policy/module.ts";
import type { OwnRules } from "./policy-build/own.ts";
import type { ProjectOptions } from "./project-options.ts";
import type { ChartSettings } from "./render/charts/build.ts";
import { readLock } from "./render/charts/lock.ts";
import { type RenderedObject, type RenderedTree, Renderer, type Rendering } from "./render/index.ts";
import { mirrorRemotes } from "./render/mirrors.ts";
import { Toolbox } from "./toolbox.ts";

export type { ProjectOptions };

/**
 * One state of a repository. Each question is answered once, however many ask it;
 * what does not depend on the state is in the toolbox, which states share.
 */
export class Project {
  /** Absolute path of the folder that holds the files. */
  readonly root: string;
  readonly options: ProjectOptions;
  readonly toolbox: Toolbox;
  readonly #renderer: Renderer;
  #repository: Promise<Repository> | undefined;
  #rendering: Promise<Rendering> | undefined;
  #remote: readonly string[] = [];
  #parameters: Promise<Parameters> | undefined;
  #settings: Promise<ChartSettings> | undefined;
  readonly #inputs = new Map<string, Promise<PolicyInput>>();

  constructor(root: string, options: ProjectOptions, toolbox: Toolbox = new Toolbox()) {
    this.root = root;
    this.options = options;
    this.toolbox = toolbox;
    // What a remote base holds can change without a file here changing.
    const { remote } = options.permissions;
    this.#renderer = new Renderer(root, {
      engine: () => toolbox.engine(remote),
      charts: () => toolbox.charts(remote),
      chartSettings: () => this.#chartSettings(),
      builds: toolbox.builds,
      cache: options.cache && !remote,
    });
  }

  /** How a person calls this state. */
  get name(): string {
    return this.options.name ?? "the working tree";
  }

  /** The commit that it is; undefined for the files as they are. */
  get commit(): string | undefined {
    return this.options.commit;
  }

  /** What is in it; only the wanted environment of it. */
  repository(): Promise<Repository> {
    this.#repository ??= this.#discover();
    return this.#repository;
  }

  config = async (): Promise<Config> => (await this.repository()).config;

  /**
   * All its trees, rendered.
   * @param onRendered given each tree as soon as it is there
   */
  async rendering(onRendered?: (tree: RenderedTree) => void): Promise<Rendering> {
    if (this.#rendering) {
      const rendering = await this.#rendering;
      if (onRendered) rendering.trees.forEach(onRendered);
      return rendering;
    }
    this.#rendering = this.#renderAll(onRendered);
    return this.#rendering;
  }

  /** Some of its trees, rendered: none of them is rendered again by {@link rendering}. */
  render = (trees: readonly Tree[]): Promise<RenderedTree[]> => this.#renderer.render(trees);

  /** The parameters of the rules, by the name of their file, and what is wrong with the files. */
  parameters(): Promise<Parameters> {
    this.#parameters ??= this.config().then((config) => loadData(this.root, this.options.data ?? sharedData(this.root, config)));
    return this.#parameters;
  }

  /** The rules that judge it: this toolchain's, with the repository's own beside them. @throws UserError when the toolchain's do not load */
  async policies(): Promise<PolicyModule> {
    const { module } = await this.ownRules();
    return withOwn(await this.toolbox.policies(), module);
  }

  /** The repository's own rules, and what is wrong with them. */
  ownRules = (): Promise<OwnRules> => this.toolbox.ownRules(this.options.judgedBy ?? this.root);

  /** What the rules see of an environment. */
  input(environment: string): Promise<PolicyInput> {
    const work = async () => policyInput(await this.repository(), environment, await this.members());
    const known = this.#inputs.get(environment) ?? work();
    this.#inputs.set(environment, known);
    return known;
  }

  /** The rendered objects, by environment, in order. */
  async members(): Promise<ReadonlyMap<string, readonly RenderedObject[]>> {
    return Map.groupBy((await this.rendering()).objects, (object) => object.tree.environment);
  }

  async #discover(): Promise<Repository> {
    const { root, options } = this;
    options.onProgress?.("looking for overlays");
    const prepare = async (graph: OverlayGraph) => {
      if (options.permissions.remote) this.#remote = await mirrorRemotes(graph);
    };
    const tools = { prepare, read: this.render, ...(await this.toolbox.templates(options.permissions.remote)) };
    const repository = await discover(root, options.permissions, { ...options, ...tools });
    const { profile = repository.config.profile, environment } = options;
    const profiled = { ...repository, config: { ...repository.config, profile } };
    return environment === undefined ? profiled : onlyEnvironment(profiled, environment);
  }

  async #renderAll(onRendered: ((tree: RenderedTree) => void) | undefined): Promise<Rendering> {
    const repository = await this.repository();
    let done = 0;
    const trees = await this.#renderer.renderAll(repository, (tree) => {
      this.options.onProgress?.(`rendering ${++done} of ${repository.trees.length}`);
      onRendered?.(tree);
    });
    const engine = await this.toolbox.engineInUse();
    return {
      repository,
      trees,
      objects: trees.flatMap((tree) => tree.objects),
      troubles: [...repository.troubles, ...trees.flatMap((tree) => tree.troubles)],
      remote: this.#remote,
      ...(engine && { engine }),
    };
  }

  #chartSettings(): Promise<ChartSettings> {
    const { root, options } = this;
    const settings = async () => ({ root, lock: await readLock(root), kubernetes: (await readConfig(root)).config.versions.kubernetes, cache: options.cache });
    this.#settings ??= settings();
    return this.#settings;
  }
}

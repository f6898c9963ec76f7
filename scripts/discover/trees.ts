import { posix } from "node:path";
import type { YamlFile } from "../yaml/yaml-file.ts";
import type { Application } from "./applications.ts";
import { chartOf, type Shelf } from "./charts.ts";
import { reasonOfPath } from "./desired-state.ts";
import { isInDirectory } from "./directory.ts";
import { DEFAULT_ENVIRONMENT, type Environments } from "./environments.ts";
import type { FluxKustomization } from "./flux.ts";
import { reachWith, sourceKustomize } from "./kustomize-options.ts";
import type { LooseFile } from "./manifests.ts";
import { type OverlayGraph, type Permissions, reach } from "./overlay-graph.ts";
import { ownUrls, type Tree, trimPath } from "./repository.ts";

/** What the trees of a repository are made from. */
export interface Ground {
  readonly root: string;
  readonly graph: OverlayGraph;
  /** Files that no kustomization names. */
  readonly loose: readonly LooseFile[];
  readonly permissions: Permissions;
  readonly environments: Environments;
  /** The loose files that stand for themselves where nothing deploys their folder. */
  readonly manifests: readonly YamlFile[];
  readonly files: readonly string[];
  /** The folders that hold a Chart.yaml. */
  readonly charts: readonly string[];
  readonly flux: readonly FluxKustomization[];
}

/** Everything that is rendered as one unit: what Applications and Flux deploy, and what nothing deploys; in order. */
export function treesOf(ground: Ground, applications: readonly Application[]): Tree[] {
  const { root, graph, manifests, permissions, environments, files, charts, flux } = ground;
  const shelf = { root, files, own: ownUrls({ files, applications }) };
  const deployed = [...applications.flatMap((each) => deployedTrees(ground, shelf, each)), ...flux.flatMap((each) => fluxTrees(ground, each))];
  const paths = new Set(deployed.map((tree) => tree.path));
  const covered = new Set(deployed.flatMap((tree) => tree.files));
  const rest = [
    ...graph.roots
      .filter((dir) => !paths.has(dir) && isRoot(dir, charts))
      .map((path) => ({ path, kind: "kustomization" as const, ...reach(root, graph, path, permissions) })),
    ...manifestTrees(manifests.filter((yaml) => !covered.has(yaml.file))),
  ];
  const trees = [...deployed, ...placed(rest, environments, deployed.length > 0)];
  return trees.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** Whether the kustomization of a folder is desired state by its place. */
export function isRoot(dir: string, charts: readonly string[]): boolean {
  return reasonOfPath(posix.join(dir, "kustomization.yaml"), charts) === undefined;
}

/** The trees in this repository that an Application deploys. A path that is not here makes none: the rules say so. */
function deployedTrees({ root, graph, loose, permissions, environments }: Ground, shelf: Shelf, application: Application): Tree[] {
  return application.sources.flatMap((source): Tree[] => {
    const { value } = source;
    const chart = chartOf(shelf, application, source);
    if (chart) return [{ ...chart, kind: "chart", environment: application.environment, application }];
    if (value.path === undefined) return [];
    const path = trimPath(value.path);
    const ofPath = environments.of(path) ?? DEFAULT_ENVIRONMENT;
    const environment = application.environment === DEFAULT_ENVIRONMENT ? ofPath : application.environment;
    const tree = { path, environment, application };
    if (graph.kustomizations.has(path) || graph.broken.has(path)) {
      const kustomize = sourceKustomize(value.kustomize, source.path);
      return [{ ...tree, kind: "kustomization", ...reachWith(root, graph, path, permissions, kustomize), ...(kustomize ? { kustomize } : {}) }];
    }
    const files = deployable(loose, path).filter((file) => isInDirectory(file, path, value));
    return files.length > 0 ? [{ ...tree, kind: "manifests", files }] : [];
  });
}

/** What a Kustomization of Flux deploys: of a folder without a kustomization it takes every kustomization and manifest below. */
function fluxTrees({ root, graph, loose, permissions, environments }: Ground, flux: FluxKustomization): Tree[] {
  const path = trimPath(flux.path);
  const environment = environments.of(posix.dirname(flux.file)) ?? environments.of(path) ?? DEFAULT_ENVIRONMENT;
  const tree = { path, environment, flux };
  if (graph.kustomizations.has(path) || graph.broken.has(path)) return [{ ...tree, kind: "kustomization", ...reach(root, graph, path, permissions) }];
  const isBelow = (file: string) => path === "." || file.startsWith(`${path}/`);
  // Flux goes no deeper than the first kustomization that it meets on its way down.
  const isWithin = (dir: string): boolean => isBelow(dir) && dir !== "." && (graph.kustomizations.has(dir) || isWithin(posix.dirname(dir)));
  const isTaken = (place: string) => isBelow(place) && !isWithin(posix.dirname(place));
  const files = deployable(loose, path).filter(isTaken);
  const nested = graph.roots.filter(isTaken).map((dir): Tree => ({ ...tree, path: dir, kind: "kustomization", ...reach(root, graph, dir, permissions) }));
  return [...nested, ...(files.length > 0 ? [{ ...tree, kind: "manifests" as const, files }] : [])];
}

/** What somebody can mean who deploys a folder: in it, what is no desired state by its place only where the folder itself is such a place. */
function deployable(loose: readonly LooseFile[], path: string): string[] {
  const isOdd = reasonOfPath(`${path}/kustomization.yaml`, []) !== undefined;
  return loose.filter(({ yaml, ofPath }) => yaml && (isOdd || ofPath === undefined)).map(({ file }) => file);
}

/**
 * Gives each tree that nothing deploys its environment. Where no convention tells, plain manifests without any kustomization are
 * taken to be applied together, as `kubectl apply --recursive` does; a root of many stands alone: they may be alternatives.
 */
function placed(trees: readonly Omit<Tree, "environment">[], environments: Environments, isDeployed: boolean): Tree[] {
  const together = !isDeployed && (trees.length === 1 || trees.every((tree) => tree.kind === "manifests"));
  return trees.map((tree) => {
    const environment = environments.of(tree.path) ?? (together ? DEFAULT_ENVIRONMENT : undefined);
    return environment === undefined ? { ...tree, environment: tree.path, alone: true } : { ...tree, environment };
  });
}

/** Manifests that nothing deploys by a path, one tree a folder. */
function manifestTrees(loose: readonly YamlFile[]): Omit<Tree, "environment">[] {
  const byDir = Map.groupBy(loose, ({ file }) => posix.dirname(file));
  return [...byDir].map(([path, files]) => ({ path, kind: "manifests", files: files.map(({ file }) => file) }));
}

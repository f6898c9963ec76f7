import { posix } from "node:path";
import { readConfig } from "../config.ts";

import { UserError } from "../errors.ts";
import { statOf } from "../file-stat.ts";
import type { Finding } from "../finding.ts";
import { attempt, type InputError } from "../input-error.ts";
import { parseYaml, readText, type YamlFile } from "../yaml/yaml-file.ts";
import { type Application, applicationsIn } from "./applications.ts";
import { chartOf, type Shelf } from "./charts.ts";
import { isInDirectory } from "./directory.ts";
import { DEFAULT_ENVIRONMENT, Environments } from "./environments.ts";
import { isYaml, listFiles } from "./files.ts";
import { type FluxKustomization, fluxKustomizationsIn } from "./flux.ts";
import { type OverlayGraph, type Permissions, reach, readOverlayGraph } from "./overlay-graph.ts";
import { ownUrls, type Repository, type Tree, trimPath } from "./repository.ts";

export type { Permissions };

/**
 * Finds what a repository deploys: its kustomizations, plain manifests, Argo CD Applications and environments.
 * @param root absolute path of any directory holding kustomizations or manifests
 * @param allowEmpty whether a directory with nothing to deploy in it is a repository all the same
 * @returns with its troubles: a file that cannot be read costs what is made of it, and no more
 * @throws UserError when there is no such directory, or it holds nothing to check
 */
export async function discover(root: string, permissions: Permissions = { remote: false }, { allowEmpty = false } = {}): Promise<Repository> {
  if (!statOf(root)?.isDirectory()) throw new UserError("no such directory", { file: root });
  const { config, troubles: ofConfig } = await readConfig(root);
  const files = await listFiles(root, config.ignore);
  const graph = readOverlayGraph(root, files);
  const environments = new Environments(config.environments, graph);
  const troubles: Finding[] = ofConfig.map((trouble) => trouble.finding());
  const report = (trouble: InputError) => {
    troubles.push(trouble.finding({ environment: environments.of(posix.dirname(trouble.file ?? "")) ?? DEFAULT_ENVIRONMENT }));
  };
  const manifests = looseManifests(root, files, graph, report);
  // What a kustomization cannot use is said of the tree that it makes.
  const all = [...manifests, ...mentionedManifests(root, graph, () => {})];
  const applications = all.flatMap((yaml) => applicationsIn(yaml, environments.of(posix.dirname(yaml.file)) ?? DEFAULT_ENVIRONMENT));
  const strays = manifests.filter((yaml) => graph.kustomizations.has(posix.dirname(yaml.file)) && !deploys(yaml));
  const loose = manifests.filter((yaml) => !strays.includes(yaml));
  const shelf = { root, files, own: ownUrls({ files, applications }) };
  const ground = { root, graph, loose, permissions, environments, shelf };
  const byApplications = applications.flatMap((application) => deployedTrees(ground, application));
  const deployed = [...byApplications, ...all.flatMap(fluxKustomizationsIn).flatMap((flux) => fluxTrees(ground, flux))];
  const paths = new Set(deployed.map((tree) => tree.path));
  const covered = new Set(deployed.flatMap((tree) => tree.files));
  const rest = [
    ...graph.roots.filter((dir) => !paths.has(dir)).map((path) => ({ path, kind: "kustomization" as const, ...reach(root, graph, path, permissions) })),
    ...manifestTrees(loose.filter((yaml) => !covered.has(yaml.file))),
  ];
  const trees = [...deployed, ...placed(rest, environments, deployed.length > 0)].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  if (trees.length === 0 && troubles.length === 0 && !allowEmpty) {
    throw new UserError("nothing to check: no kustomization and no Kubernetes manifest in this directory", { file: root });
  }
  return { root, config, files, graph, applications, trees, strays: strays.map((yaml) => yaml.file), troubles };
}

type Report = (trouble: InputError) => void;

/** What the trees of a repository are made from. */
interface Ground {
  readonly root: string;
  readonly graph: OverlayGraph;
  readonly loose: readonly YamlFile[];
  readonly permissions: Permissions;
  readonly environments: Environments;
  readonly shelf: Shelf;
}

function deploys(yaml: YamlFile): boolean {
  return applicationsIn(yaml, "").length > 0 || fluxKustomizationsIn(yaml).length > 0;
}

/** YAML files with Kubernetes objects in them that no kustomization mentions. */
function looseManifests(root: string, files: readonly string[], graph: OverlayGraph, report: Report): YamlFile[] {
  const mentioned = new Set([...graph.kustomizations.values()].flatMap((each) => [each.yaml.file, ...each.references.map((reference) => reference.resolved)]));
  const broken = new Set([...graph.broken.values()].map((trouble) => trouble.file));
  const loose = files.filter((file) => isYaml(file) && !mentioned.has(file) && !broken.has(file));
  return loose.flatMap((file) => attempt(() => readManifests(root, file), report) ?? []);
}

/** Files that kustomizations mention and that name Argo CD's API: Applications, and Flux's Kustomizations, are found there too. */
function mentionedManifests(root: string, graph: OverlayGraph, report: Report): YamlFile[] {
  const mentioned = [...graph.kustomizations.values()].flatMap((each) =>
    each.references.filter((reference) => reference.to === "file" && reference.path[0] === "resources").map((reference) => reference.resolved as string),
  );
  const looks = /argoproj\.io\/[\s\S]*kind:\s*Application\b|kustomize\.toolkit\.fluxcd\.io\//;
  return [...new Set(mentioned)].flatMap((file) => attempt(() => readManifests(root, file, looks), report) ?? []);
}

/** Parses a file only when its text looks like a Kubernetes object: other YAML in a repository is not our business. */
function readManifests(root: string, file: string, looks = /^[\s"'{-]*apiVersion["']?\s*:/m): YamlFile[] {
  const text = readText(root, file);
  if (!looks.test(text)) return [];
  const yaml = parseYaml(text, file);
  const isManifest = (value: unknown) => typeof value === "object" && value !== null && "apiVersion" in value && "kind" in value;
  return yaml.values.some(isManifest) ? [yaml] : [];
}

/** The trees in this repository that an Application deploys. A path that is not here makes none: the rules say so. */
function deployedTrees({ root, graph, loose, permissions, environments, shelf }: Ground, application: Application): Tree[] {
  return application.sources.flatMap((source): Tree[] => {
    const { value } = source;
    const chart = chartOf(shelf, application, source);
    if (chart) return [{ ...chart, kind: "chart", environment: application.environment, application }];
    if (value.path === undefined) return [];
    const path = trimPath(value.path);
    const ofPath = environments.of(path) ?? DEFAULT_ENVIRONMENT;
    const environment = application.environment === DEFAULT_ENVIRONMENT ? ofPath : application.environment;
    const tree = { path, environment, application };
    if (graph.kustomizations.has(path) || graph.broken.has(path)) return [{ ...tree, kind: "kustomization", ...reach(root, graph, path, permissions) }];
    const files = loose.map((yaml) => yaml.file).filter((file) => isInDirectory(file, path, value));
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
  const files = loose.map((yaml) => yaml.file).filter(isBelow);
  const nested = graph.roots.filter(isBelow).map((dir): Tree => ({ ...tree, path: dir, kind: "kustomization", ...reach(root, graph, dir, permissions) }));
  return [...nested, ...(files.length > 0 ? [{ ...tree, kind: "manifests" as const, files }] : [])];
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

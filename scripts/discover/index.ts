import { posix } from "node:path";
import { readConfig } from "../config.ts";
import { UserError } from "../errors.ts";
import { statOf } from "../file-stat.ts";
import type { Finding } from "../finding.ts";
import { findApplications, inFiles, type Reader } from "./app-of-apps.ts";
import { isCluster } from "./application-sets/clusters.ts";
import type { GoTemplates } from "./application-sets/set.ts";
import { isArgo } from "./applications.ts";
import { type Reason, reasonOfPath } from "./desired-state.ts";
import { DEFAULT_ENVIRONMENT, Environments } from "./environments.ts";
import { chartFolders, type FileChoice, listFiles } from "./files.ts";
import { fluxKustomizationsIn } from "./flux.ts";
import { deploys, isDesired, type LooseFile, looseFiles, mentionedManifests } from "./manifests.ts";
import { type OverlayGraph, type Permissions, reachable, readOverlayGraph } from "./overlay-graph.ts";
import type { Repository } from "./repository.ts";
import { type Ground, isRoot, treesOf } from "./trees.ts";

export type { FileChoice, Permissions };

/** How a repository is looked at. */
export interface DiscoverOptions {
  /** Whether a directory with nothing to deploy in it is a repository all the same. */
  readonly allowEmpty?: boolean;
  /** Which files are looked at, beside what gitops.yaml says of it. */
  readonly choice?: FileChoice;
  /** Renders the trees that hold Applications; without it they are taken from the files as they stand there. */
  readonly read?: Reader;
  /** Given the kustomizations before anything is rendered. */
  readonly prepare?: (graph: OverlayGraph) => Promise<void>;
  /** Fills in the templates of ApplicationSets. */
  readonly goTemplates?: GoTemplates;
}

/**
 * Finds what a repository deploys: its kustomizations, plain manifests, Argo CD Applications and environments.
 * @param root absolute path of any directory holding kustomizations or manifests
 * @returns with its troubles: a file that cannot be read costs what is made of it, and no more
 * @throws UserError when there is no such directory, or it holds nothing to check
 */
export async function discover(root: string, permissions: Permissions = { remote: false }, options: DiscoverOptions = {}): Promise<Repository> {
  const { allowEmpty = false, choice = {}, read = inFiles(root) } = options;
  if (!statOf(root)?.isDirectory()) throw new UserError("no such directory", { file: root });
  const { config: said, troubles: ofConfig } = await readConfig(root);
  const config = { ...said, include: choice.include ?? said.include, ignore: [...said.ignore, ...(choice.ignore ?? [])] };
  const files = await listFiles(root, config);
  const charts = chartFolders(files);
  const graph = readOverlayGraph(root, files);
  await options.prepare?.(graph);
  const environments = new Environments(config.environments, graph);
  const environmentOf = (file: string) => environments.of(posix.dirname(file)) ?? DEFAULT_ENVIRONMENT;
  const found = looseFiles(root, files, graph, charts);
  const manifests = found.flatMap((each) => (isDesired(each) && each.yaml ? [each.yaml] : []));
  const all = [...manifests, ...mentionedManifests(root, graph)];
  const strays = manifests.filter((yaml) => graph.kustomizations.has(posix.dirname(yaml.file)) && !deploys(yaml));
  const ground: Ground = {
    ...{ root, graph, permissions, environments, files, charts },
    // Whoever deploys a folder means everything in it.
    loose: found.filter(({ yaml }) => yaml && !strays.includes(yaml)),
    manifests: manifests.filter((yaml) => !strays.includes(yaml)),
    flux: all.flatMap(fluxKustomizationsIn),
  };
  const argo = new Set(all.filter(({ values }) => values.some(isArgo)).map(({ file }) => file));
  const clusters = all.flatMap(({ values }) => values.filter(isCluster));
  const surroundings = { root, files, clusters, ...(options.goTemplates ? { goTemplates: options.goTemplates } : {}) };
  const { applications, notJudged, troubles: ofApplications } = await findApplications(ground, argo, read, surroundings);
  const trees = treesOf(ground, applications);
  const deployed = trees.filter((tree) => tree.application ?? tree.flux);
  const paths = new Set(deployed.map((tree) => tree.path));
  const covered = new Set(deployed.flatMap((tree) => tree.files));
  const troubles: Finding[] = [
    ...[...ofConfig, ...ofApplications].map((trouble) => trouble.finding()),
    ...found.flatMap((each) =>
      each.trouble && (isDesired(each) || paths.has(posix.dirname(each.file))) ? [each.trouble.finding({ environment: environmentOf(each.file) })] : [],
    ),
  ];
  const skipped = skippedOf(
    found,
    covered,
    graph.roots.filter((dir) => !paths.has(dir) && !isRoot(dir, charts)),
    charts,
  );
  if (trees.length === 0 && troubles.length === 0 && skipped.size === 0 && !allowEmpty) {
    throw new UserError("nothing to check: no kustomization and no Kubernetes manifest in this directory", { file: root });
  }
  const used = new Set(trees.flatMap((tree) => [...reachable(graph.kustomizations, tree.path)]));
  const kustomizations = [...graph.kustomizations.values()].filter(
    ({ dir, yaml }) => graph.listed.has(yaml.file) && (used.has(dir) || (!paths.has(dir) && isRoot(dir, charts))),
  );
  return { root, config, files, graph, kustomizations, applications, trees, strays: strays.map((yaml) => yaml.file), skipped, notJudged, troubles };
}

/** What was left out as no desired state, with the reason. */
function skippedOf(found: readonly LooseFile[], covered: ReadonlySet<string>, roots: readonly string[], charts: readonly string[]): Map<string, Reason> {
  const loose = found.filter(({ file }) => !covered.has(file)).flatMap(({ reasons }) => [...reasons]);
  const kustomizations = roots.map((dir): [string, Reason] => [dir, reasonOfPath(posix.join(dir, "kustomization.yaml"), charts) as Reason]);
  return new Map([...loose, ...kustomizations]);
}

import { posix } from "node:path";
import { didYouMean } from "../../did-you-mean.ts";
import { namedEnvironments, type Repository, type Tree } from "../../discover/repository.ts";
import { UserError } from "../../errors.ts";
import type { History } from "./history.ts";

/** One application in two environments. */
export interface Pair {
  readonly app: string;
  /** The overlay that is promoted, and the one that it is promoted to; relative to the root. */
  readonly from: string;
  readonly to: string;
}

/** A file of an overlay by its name in both. */
export interface PairedFile {
  readonly from: string;
  readonly to: string;
}

/**
 * The applications that both environments have, each with its overlays.
 * @param wanted only these; all when empty
 * @throws UserError for an environment or an application that is not there
 */
export function pairs(repository: Repository, from: string, to: string, wanted: readonly string[]): Pair[] {
  for (const environment of [from, to]) known("environment", environment, namedEnvironments(repository));
  if (from === to) throw new UserError(`"${from}" cannot be promoted to itself`);
  const [source, target] = [from, to].map((environment) => overlaysOf(repository, environment)) as [Map<string, string>, Map<string, string>];
  for (const app of wanted) {
    known(`application of ${from}`, app, [...source.keys()]);
    known(`application of ${to}`, app, [...target.keys()]);
  }
  const shared = [...source].filter(([app]) => target.has(app) && (wanted.length === 0 || wanted.includes(app)));
  return shared.map(([app, path]) => ({ app, from: path, to: target.get(app) as string })).sort((a, b) => (a.app < b.app ? -1 : 1));
}

/** What of a pair is promotable: the files that either overlay has at either commit and that the globs name. */
export async function pairedFiles(history: History, pair: Pair, globs: readonly string[], at: { source: string; target: string }): Promise<PairedFile[]> {
  const [source, target] = await Promise.all([history.files(at.source, pair.from), history.files(at.target, pair.to)]);
  const names = [...source.map((file) => posix.relative(pair.from, file)), ...target.map((file) => posix.relative(pair.to, file))];
  const promotable = [...new Set(names)].filter((name) => globs.some((glob) => posix.matchesGlob(name, glob))).sort();
  return promotable.map((name) => ({ from: posix.join(pair.from, name), to: posix.join(pair.to, name) }));
}

function overlaysOf({ trees }: Repository, environment: string): Map<string, string> {
  const nameOf = (tree: Tree) => tree.application?.name ?? posix.basename(tree.path);
  return new Map(trees.filter((tree) => tree.environment === environment && tree.kind === "kustomization").map((tree) => [nameOf(tree), tree.path]));
}

function known(what: string, name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  const meant = didYouMean(name, [...names]);
  throw new UserError(`there is no ${what} "${name}"${meant ? `, did you mean "${meant}"?` : ""}; there is ${names.join(", ") || "none"}`);
}

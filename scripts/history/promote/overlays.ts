import { posix } from "node:path";
import { didYouMean } from "../../did-you-mean.ts";
import { namedEnvironments, type Repository, type Tree } from "../../discover/repository.ts";
import { UserError } from "../../errors.ts";
import { matchesGlob } from "../../glob.ts";
import { type Promotable, promotableOf } from "../../promote-config.ts";
import { type Field, fieldName } from "./field.ts";
import type { History, Place } from "./history.ts";

/** One application in two environments. */
export interface Pair {
  readonly app: string;
  /** The overlays that are promoted, and those that they are promoted to, relative to the root; none for an Application of charts alone. */
  readonly from?: string;
  readonly to?: string;
  readonly promotable: Promotable;
  readonly charts: readonly Item[];
}

/** What is promoted as one: a file of an overlay, or a value in one, by its place in both environments. */
export interface Item {
  readonly from: Place;
  readonly to: Place;
}

/** "apps/production/web/values.yaml, /image/tag". */
export function placeName({ file, field }: Place): string {
  return field ? `${file}, ${fieldName(field)}` : file;
}

/**
 * The applications that both environments have.
 * @param wanted only these; all when empty
 * @throws UserError for an environment or an application that is not there
 */
export function pairs(repository: Repository, from: string, to: string, wanted: readonly string[]): Pair[] {
  for (const environment of [from, to]) known("environment", environment, namedEnvironments(repository));
  if (from === to) throw new UserError(`"${from}" cannot be promoted to itself`);
  const [source, target] = [from, to].map((environment) => overlaysOf(repository, environment)) as [Overlays, Overlays];
  for (const app of wanted) {
    known(`application of ${from}`, app, [...source.keys()]);
    known(`application of ${to}`, app, [...target.keys()]);
  }
  const shared = [...source.keys()].filter((app) => target.has(app) && (wanted.length === 0 || wanted.includes(app))).sort();
  return shared.map((app) => {
    const [path, goal] = [source.get(app), target.get(app)];
    const promotable = promotableOf(repository.config.promote, app);
    const charts = promotable.charts ? chartsOf(repository, app, from, to) : [];
    return { app, ...(path && goal ? { from: path, to: goal } : {}), promotable, charts };
  });
}

/** What of a pair is promotable: files and values that either overlay has at either commit, and versions of charts that both deploy. */
export async function itemsOf(history: History, pair: Pair, at: { source: string; target: string }): Promise<Item[]> {
  const { from, to, promotable } = pair;
  if (from === undefined || to === undefined) return [...pair.charts];
  const [source, target] = await Promise.all([history.files(at.source, from), history.files(at.target, to)]);
  const names = [...new Set([...source.map((file) => posix.relative(from, file)), ...target.map((file) => posix.relative(to, file))])].sort();
  const item = (name: string, field?: Field): Item => {
    const at = (overlay: string): Place => ({ file: posix.join(overlay, name), ...(field ? { field } : {}) });
    return { from: at(from), to: at(to) };
  };
  const whole = names.filter((name) => promotable.files.some((glob) => matchesGlob(name, glob)));
  const values = names.flatMap((name) => {
    const pointers = Object.entries(promotable.fields).flatMap(([glob, all]) => (matchesGlob(name, glob) && !whole.includes(name) ? all : []));
    return [...new Set(pointers)].map((pointer) => item(name, { pointer }));
  });
  return [...whole.map((name) => item(name)), ...values, ...pair.charts];
}

type Overlays = ReadonlyMap<string, string | undefined>;

function overlaysOf({ trees, applications }: Repository, environment: string): Overlays {
  const nameOf = (tree: Tree) => tree.application?.name ?? posix.basename(tree.path);
  const ofCharts = applications.filter((each) => each.environment === environment && each.sources.some(({ value }) => value.chart));
  const overlays = trees.filter((tree) => tree.environment === environment && tree.kind === "kustomization");
  return new Map([...ofCharts.map(({ name }) => [name, undefined] as const), ...overlays.map((tree) => [nameOf(tree), tree.path] as const)]);
}

function chartsOf({ applications }: Repository, app: string, from: string, to: string): Item[] {
  const [source, target] = [from, to].map((environment) => applications.find((each) => each.environment === environment && each.name === app));
  const charts = [...new Set(target?.sources.flatMap(({ value }) => value.chart ?? []))].filter((chart) =>
    source?.sources.some(({ value }) => value.chart === chart),
  );
  // What both are made from comes to both at once.
  if (!source || !target || source.yaml.file === target.yaml.file) return [];
  return charts.map((chart) => {
    const field = { application: app, chart };
    return { from: { file: source.yaml.file, field }, to: { file: target.yaml.file, field } };
  });
}

function known(what: string, name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  const meant = didYouMean(name, [...names]);
  throw new UserError(`there is no ${what} "${name}"${meant ? `, did you mean "${meant}"?` : ""}; there is ${names.join(", ") || "none"}`);
}
